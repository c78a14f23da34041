import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { IsFreeText, IsText } from '../http/fields.js';
import { NUMBER, POLICY_BOOK, REVISION_ID } from '../http/path-parts.js';
import { RevisionDesk } from './revision-desk.js';

export class ApprovePackageRequest {
  @IsText(64, { description: '`itemsHash` of the list that was looked at' }) itemsHash: string;
}

export class RejectPackageRequest {
  @IsFreeText(500) reason: string;
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
