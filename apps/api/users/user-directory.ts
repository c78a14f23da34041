import { Inject, Injectable } from '@nestjs/common';
import type { UserEvent } from '#access/user.events.js';
import { type UserProfile, userDecider, type UserState } from '#access/user.js';
import { decode } from '#event-store/decode.js';
import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { SEALED_LOG } from '../../platform/tokens.js';

export interface ListedUser extends Pick<UserProfile, 'displayName' | 'roles' | 'demo'> {
  readonly user: string;
  readonly status: 'active' | 'disabled';
}

const USER_STREAM = /^user-/;

/**
 * Everybody who can sign in. A bureau has some dozens of users, so the directory is folded in memory and reads on from where it
 * stopped whenever somebody asks. It reads the log as it is kept: names stay sealed until they are shown.
 */
@Injectable()
export class UserDirectory {
  readonly #users = new Map<string, UserState>();
  #position: LogPosition | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(@Inject(SEALED_LOG) private readonly store: EventStore) {}

  async list(): Promise<readonly ListedUser[]> {
    this.#reading = this.#reading.then(
      () => this.#readOn(),
      () => this.#readOn(),
    );
    await this.#reading;
    return [...this.#users.values()]
      .flatMap((state) => (state.status === 'unknown' ? [] : [state]))
      .map(({ name, displayName, roles, status, demo }) => ({ user: name, displayName, roles, status, demo }))
      .toSorted((one, other) => (one.user < other.user ? -1 : 1));
  }

  async #readOn(): Promise<void> {
    const after = this.#position;
    for await (const stored of this.store.readLog(after === undefined ? {} : { after })) {
      if (USER_STREAM.test(stored.stream)) {
        const before = this.#users.get(stored.stream) ?? userDecider.initialState();
        this.#users.set(stored.stream, userDecider.evolve(before, decode<UserEvent>(stored)));
      }
      this.#position = stored.position;
    }
  }
}
