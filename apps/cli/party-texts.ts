/** What the verbs about parties say. */
export const PARTY_TEXTS = {
  'help.party': {
    zh: '个人、单位和团队：登记、合并、人才层次、绿卡',
    en: 'persons, units and teams: register, merge, tiers, green cards',
  },
  'help.party.show': {
    zh: '证件（掩码）、层次、绿卡、成员、目录',
    en: 'documents (masked), tiers, card, members, lists',
  },
  'help.party.register': { zh: '登记个人或单位', en: 'register a person or a unit' },
  'help.party.merge': {
    zh: '提出将此身份并入另一身份（同一人）；由第二人确认',
    en: 'propose that this identity and another one are one person; a second person confirms',
  },
  'help.party.confirmMerge': { zh: '确认合并', en: 'confirm the merge' },
  'help.party.recognise': {
    zh: '认定人才层次：公示期满后，或按其他机关的文件',
    en: 'recognise a tier: after its publicity, or by the document of another body',
  },
  'help.party.issueCard': { zh: '发放人才绿卡', en: 'issue the green card' },
  'option.partyKind': {
    zh: '类型：person、enterprise、institution、agency',
    en: 'person, enterprise, institution or agency',
  },
  'option.partyName': { zh: '姓名或名称', en: 'the name' },
  'option.documentKind': {
    zh: '证件种类：resident-id、permanent-residence-card、passport、unified-social-credit-code',
    en: 'resident-id, permanent-residence-card, passport or unified-social-credit-code',
  },
  'option.documentNumber': { zh: '证件号码', en: 'the number of the document' },
  'option.bornOn': {
    zh: '出生日期（证件号码不含时）',
    en: 'date of birth, where the number does not say it',
  },
  'option.into': { zh: '存续的身份编号', en: 'id of the identity that goes on' },
  'option.tier': { zh: '层次：top、high-end、senior、basic', en: 'top, high-end, senior or basic' },
  'option.tierFrom': { zh: '起日', en: 'first day' },
  'party.tier': { zh: '  人才层次 {tier}：{from} 至 {until}', en: '  tier {tier}: {from} to {until}' },
  'party.applied': {
    zh: '  已申请层次 {tier}，公示至 {until}',
    en: '  tier {tier} applied for, publicity until {until}',
  },
  'party.card': { zh: '  人才绿卡 {number}，至 {until}', en: '  green card {number}, until {until}' },
  'party.listed': {
    zh: '  重点人才中介目录：{from} 至 {until}',
    en: '  on the list of key agencies: {from} to {until}',
  },
  'party.team': { zh: '  带头人 {leader}，所在单位 {host}', en: '  leader {leader}, host {host}' },
  'party.merging': {
    zh: '  {by} 提出并入 {into}，等待他人确认',
    en: '  {by} proposed a merge into {into}; a second person has to confirm',
  },
  'party.merged': { zh: '  已并入 {into}', en: '  merged into {into}' },
  'party.absorbed': { zh: '  含原身份 {former}', en: '  with the former identity {former}' },
  'help.party.addIdentifier': { zh: '登记个人的另一证件', en: 'record another document of a person' },
  'help.party.list': { zh: '将中介机构列入目录', en: 'put an agency on the list' },
  'help.party.delist': { zh: '将中介机构移出目录', en: 'take an agency off the list' },
  'help.party.registerTeam': { zh: '登记团队', en: 'register a team' },
  'help.party.changeTeam': {
    zh: '变更团队成员；带头人和核心成员须由他人核准',
    en: 'change a team; leader and core members wait for a second person',
  },
  'help.party.approveTeamChange': {
    zh: '核准他人提出的团队变更',
    en: 'approve a change of a team that another proposed',
  },
  'option.listedFrom': { zh: '列入目录的首日', en: 'first day on the list' },
  'option.listedUntil': { zh: '列入目录的末日', en: 'last day on the list' },
  'option.registryNumber': { zh: '团队登记编号', en: 'number in the register of its programme' },
  'option.leader': { zh: '带头人编号', en: 'the person who leads it' },
  'option.host': { zh: '依托单位编号，款项由其收取', en: 'the unit that receives its money' },
  'option.formedOn': { zh: '组建日期', en: 'first day of the team' },
  'option.teamChange': {
    zh: 'leader-replaced、joined 或 left',
    en: 'leader-replaced, joined or left',
  },
  'option.teamPerson': { zh: '何人', en: 'who leads, joins or leaves' },
  'option.teamRole': { zh: '加入者的角色', en: 'role of whoever joins' },
  'option.teamChangeOn': { zh: '变更日期', en: 'day of the change' },
} as const;
