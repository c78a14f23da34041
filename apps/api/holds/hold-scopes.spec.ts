import type { PolicyRegister } from '#policy/policy-register.js';
import type { AwardDesk } from '../awards/award-desk.js';
import type { PartyDesk } from '../parties/party-desk.js';
import { HoldScopes } from './hold-scopes.js';

const looked: unknown[] = [];
const scopes = new HoldScopes(
  { load: (id: string) => Promise.resolve(looked.push(id)) } as unknown as AwardDesk,
  {
    named: (id: string, kinds: unknown) => Promise.resolve(looked.push([id, kinds])),
  } as unknown as PartyDesk,
  { list: () => [{ book: { measures: [{ id: 'JX24-1.3' }] } }] } as unknown as PolicyRegister,
);

describe('What is to be held', () => {
  beforeEach(() => void looked.splice(0));

  it('is there, and of the kind that is said', async () => {
    await scopes.assertThere({ kind: 'award', id: 'elite-leader-000000000000' });
    await scopes.assertThere({ kind: 'person', id: 'party-1' });
    await scopes.assertThere({ kind: 'enterprise', id: 'party-2' });
    await scopes.assertThere({ kind: 'measure', id: 'JX24-1.3' });
    expect(looked).toEqual([
      'elite-leader-000000000000',
      ['party-1', ['person']],
      ['party-2', ['enterprise', 'institution', 'team', 'agency']],
    ]);
  });

  it.each([
    ['award', 'no-such-award'],
    ['measure', 'JX99-1'],
  ] as const)('is refused as an unknown %s, because it would stop nothing', async (kind, id) => {
    await expect(scopes.assertThere({ kind, id })).rejects.toMatchObject({
      refusal: { code: 'hold.no-such-scope', pointer: '/scope/id', facts: { kind, id } },
    });
  });
});
