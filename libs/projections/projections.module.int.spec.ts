import 'reflect-metadata';
import { QueryBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { businessDate } from '#kernel/business-date.js';
import { ALL_PROJECTIONS } from './all-projections.js';
import { ListDueTranches } from './due-tranches/due-tranches.queries.js';
import { ProjectionsModule, PROJECTIONS } from './projections.module.js';
import { sampleHistory } from './testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from './testing/views-test-database.js';

describe('the projections module', () => {
  let views: ViewsTestDatabase;
  beforeAll(async () => {
    views = await createViews();
  });
  afterAll(() => views.drop());

  it('answers queries over the bus and hands out the list of projections', async () => {
    await project((await sampleHistory()).store, views.database);
    const module = await Test.createTestingModule({
      imports: [ProjectionsModule.forDatabase(views.url)],
    }).compile();
    await module.init();
    const { items } = await module
      .get(QueryBus)
      .execute(new ListDueTranches(businessDate('2024-06-03'), {}, { limit: 1 }));
    expect(items.map(({ award }) => award)).toEqual(['sample-back']);
    expect(module.get(PROJECTIONS, { strict: false })).toBe(ALL_PROJECTIONS);
    await module.close();
  });
});
