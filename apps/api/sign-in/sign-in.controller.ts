import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decodeJwt } from 'jose';
import { hashPassword, verifyPassword } from '#access/passwords.js';
import { issueToken } from '#access/tokens.js';
import { type UserState, userDecider, userStream } from '#access/user.js';
import { CommandExecutor } from '#event-store/execute.js';
import { type Actor, type Role, ROLES } from '#kernel/actor.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import { OpenToAll } from '../http/acts.js';
import { Reader } from '../http/caller.js';
import { IsChoice, IsText } from '../http/fields.js';
import { wallClock } from '../http/wall-clock.js';

export class SignInRequest {
  @IsText(32, { example: 'officer' }) user: string;
  @IsText(128, { example: 'demo-tranche' }) password: string;
  @IsChoice(ROLES, { optional: true, description: 'the first of the user’s roles when absent' }) role?: Role;
}

type ActiveUser = Extract<UserState, { status: 'active' }>;

@ApiTags('sign-in')
@Controller('v1')
export class SignInController {
  /** Verified for names that do not exist, so that the time of the answer does not tell which do. */
  readonly #nobody = hashPassword('nobody has this password');

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @OpenToAll()
  @Post('sign-in')
  @HttpCode(200)
  async signIn(@Body() { user: name, password, role: wanted }: SignInRequest): Promise<object> {
    const user = await this.#identify(name, password);
    const role = wanted ?? user.roles[0];
    if (!role || !user.roles.includes(role)) throw new RefusalError(notARole(user.roles));
    const secret = new TextEncoder().encode(this.settings.tokenSecret);
    const token = await issueToken({ sub: user.name, role, roles: [...user.roles] }, secret, wallClock());
    const expiresAt = new Date(1000 * (decodeJwt(token).exp ?? 0)).toISOString();
    return { token, role, roles: user.roles, user: user.name, displayName: user.displayName, expiresAt };
  }

  @Get('me')
  async me(@Reader() { id, role }: Actor): Promise<object> {
    const { state } = await this.executor.load(userDecider, userStream(id));
    if (state.status === 'unknown') throw new RefusalError(signInFailed());
    return { user: state.name, displayName: state.displayName, role, roles: state.roles };
  }

  async #identify(name: string, password: string): Promise<ActiveUser> {
    const { state } = await this.executor.load(userDecider, userStream(name));
    const passwordHash = state.status === 'active' ? state.passwordHash : await this.#nobody;
    const matches = await verifyPassword(password, passwordHash);
    if (!matches || state.status !== 'active') throw new RefusalError(signInFailed());
    if (state.demo && this.settings.isProduction) throw new RefusalError(signInFailed());
    return state;
  }
}

const signInFailed = () =>
  refuse('sign-in.failed', '用户名或密码错误', 'The user name or the password is wrong');

const notARole = (roles: readonly Role[]) =>
  refuse(
    'access.not-your-role',
    `您没有此角色；您的角色：${roles.join('、')}`,
    `This is not one of your roles: ${roles.join(', ')}`,
    {
      pointer: '/role',
    },
  );
