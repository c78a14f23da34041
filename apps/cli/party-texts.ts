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
} as const;
