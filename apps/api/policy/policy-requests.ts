import { IsFlag, IsWholeInQuery } from '../http/fields.js';
import { ViewQuery } from '../http/views.js';

export class PublishPolicyRequest {
  @IsFlag({ optional: true, description: 'the version counts from a day that has passed' })
  retroactive?: boolean;
}

export class ComparePolicyQuery extends ViewQuery {
  @IsWholeInQuery(1, 9999, {
    optional: true,
    description: 'the version to compare with; the published one when absent',
  })
  with?: number;
}
