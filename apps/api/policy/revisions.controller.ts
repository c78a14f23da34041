import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { IsChoice, IsFreeText, IsText } from '../http/fields.js';
import { NUMBER, POLICY_BOOK, REVISION_ID } from '../http/path-parts.js';
import { ListQuery } from '../http/views.js';
import { wired } from '../http/wired.js';
import { RevisionDesk } from './revision-desk.js';

export class ApprovePackageRequest {
  @IsText(64, { description: '`itemsHash` of the list that was looked at' }) itemsHash: string;
}

export class RejectPackageRequest {
  @IsFreeText(500) reason: string;
}

const STATUSES = ['drafted', 'approved', 'rejected', 'carried-out'] as const;

export class RevisionListQuery extends ListQuery {
  @IsText(32, { optional: true, description: 'packages of versions of this book' }) book?: string;
  @IsChoice(STATUSES, { optional: true }) status?: (typeof STATUSES)[number];
}

@ApiTags('policy')
@Controller('v1')
export class RevisionsController {
  constructor(@Inject(RevisionDesk) private readonly revisions: RevisionDesk) {}

  /** The list of the moment as one package, for a second person to approve. */
  @Act('revision.draft')
  @Post('policy-books/:book/drafts/:version/package')
  draft(
    @By() caller: Caller,
    @Param('book', POLICY_BOOK) book: string,
    @Param('version', NUMBER) version: number,
  ): Promise<object> {
    return this.revisions.draft(caller, book, version);
  }

  @Get('revisions')
  async list(@Query() { book, status, limit }: RevisionListQuery): Promise<object> {
    const filter = { ...(book && { book }), ...(status && { status }), ...(limit && { limit }) };
    const items = await this.revisions.list(filter);
    return { items: items.map(wired), nextCursor: null };
  }

  @Get('revisions/:id')
  show(@Param('id', REVISION_ID) id: string): Promise<unknown> {
    return this.revisions.show(id);
  }

  @Act('revision.approve')
  @Post('revisions/:id/approve')
  @HttpCode(200)
  approve(
    @By() caller: Caller,
    @Param('id', REVISION_ID) id: string,
    @Body() { itemsHash }: ApprovePackageRequest,
  ): Promise<object> {
    return this.revisions.approve(caller, id, itemsHash);
  }

  @Act('revision.reject')
  @Post('revisions/:id/reject')
  @HttpCode(200)
  reject(
    @By() caller: Caller,
    @Param('id', REVISION_ID) id: string,
    @Body() { reason }: RejectPackageRequest,
  ): Promise<object> {
    const by = caller.actor.id;
    return this.revisions.carryOut(caller, id, { type: 'RejectPackage', reason, by });
  }
}
