import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { checkPassword, hashPassword } from '#access/passwords.js';
import { RunUserCommand } from '#access/user.handler.js';
import { userStream } from '#access/user.js';
import { type Role, ROLES } from '#kernel/actor.js';
import { RefusalError } from '#kernel/refusal.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsListOf, IsText } from '../http/fields.js';
import { UserDirectory } from './user-directory.js';

const isRole = (text: string): boolean => (ROLES as readonly string[]).includes(text);

export class RegisterUserRequest {
  @IsText(32) user: string;
  @IsText(60) displayName: string;
  @IsListOf(isRole, { zh: ROLES.join('、'), en: ROLES.join(', ') }, ROLES.length) roles: Role[];
  @IsText(128) password: string;
}

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(UserDirectory) private readonly directory: UserDirectory,
  ) {}

  @Act('user.register')
  @Get()
  async list(): Promise<object> {
    return { items: await this.directory.list(), nextCursor: null };
  }

  @Act('user.register')
  @Post()
  async register(
    @By() caller: Caller,
    @Body() { user, displayName, roles, password }: RegisterUserRequest,
  ): Promise<object> {
    const weak = checkPassword(password);
    if (weak) throw new RefusalError(weak);
    const passwordHash = await hashPassword(password);
    const command = {
      type: 'RegisterUser',
      name: user,
      displayName,
      roles,
      passwordHash,
      demo: false,
    } as const;
    const carried = await this.desk.carryOut(
      caller,
      new RunUserCommand(user, command, this.desk.contextOf(caller)),
    );
    // From the log, where the name is sealed: an answer is kept for repeated requests.
    const registered = (await this.directory.list()).find((one) => one.user === user);
    return this.desk.answer(caller, userStream(user), carried, registered ?? {});
  }
}
