import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Act, ACTS, mayDo } from '#access/duties.js';
import { verifyToken } from '#access/tokens.js';
import { mayActAs, userDecider, userStream } from '#access/user.js';
import { CommandExecutor } from '#event-store/execute.js';
import type { Actor, Role } from '#kernel/actor.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import { ACT_METADATA, OPEN_METADATA } from './acts.js';
import { wallClock } from './wall-clock.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; absent on routes that are open to all. */
    actor?: Actor;
  }
}

/**
 * Everybody signs in, and acts in the one role of the token. The user is looked up on every request, so a user who was
 * disabled or lost the role is out at once and not when the token expires.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #secret: Uint8Array;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#secret = new TextEncoder().encode(settings.tokenSecret);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN_METADATA, targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.#actorOf(request.headers.authorization);
    const act = this.reflector.getAllAndOverride<Act | undefined>(ACT_METADATA, targets) ?? 'read';
    if (!mayDo(actor.role, act)) throw new RefusalError(notYourRole(actor.role, act));
    request.actor = actor;
    return true;
  }

  async #actorOf(authorization: string | undefined): Promise<{ readonly id: string; readonly role: Role }> {
    const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw new RefusalError(refuse('sign-in.required', '请先登录', 'Sign in first'));
    const { sub, role } = orThrow(await verifyToken(token, this.#secret, wallClock()));
    const { state } = await this.executor.load(userDecider, userStream(sub));
    if (!mayActAs(state, role)) {
      throw new RefusalError(
        refuse(
          'sign-in.role-removed',
          '该用户已停用或不再担任此角色，请重新登录',
          'The user is disabled or no longer has this role; sign in again',
        ),
      );
    }
    return { id: sub, role };
  }
}

const notYourRole = (role: Role, act: Act) =>
  refuse(
    'access.role',
    `您的角色不能办理此事项；可办理的角色：${ACTS[act].join('、')}`,
    `Your role may not do this; these may: ${ACTS[act].join(', ')}`,
    {
      clause: 'promise 4',
      facts: { role, act },
    },
  );
