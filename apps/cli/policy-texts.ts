import type { Words } from './language.js';

/** What quotes and versions of policy books are called on the command line. */
export const POLICY_TEXTS = {
  'help.quote': {
    zh: '测算：事项、事实与日期（JSON 文件，- 为标准输入），不写入任何数据',
    en: 'quote an award from a JSON file (- for standard input); writes nothing',
  },
  'help.policy': { zh: '政策版本', en: 'versions of policy books' },
  'help.policy.check': { zh: '检查政策文件并列出全部问题', en: 'check a book file and name every fault' },
  'help.policy.draft': { zh: '提交新版本草稿', en: 'hand in a new version' },
  'help.policy.compare': { zh: '与已发布版本逐项比较', en: 'compare a version with the published one' },
  'help.policy.publish': { zh: '由第二人发布', en: 'publish a version, by a second person' },
  'help.policy.whatIf': { zh: '按现有资助测算新版本的费用', en: 'price a version over the awards that run' },
  'help.policy.package': { zh: '追溯调整：补发与追回清单', en: 'top-ups and recoveries of a revision' },
  'help.policy.package.draft': { zh: '编制清单', en: 'draft the package of a version' },
  'help.policy.package.approve': { zh: '由第二人审批清单', en: 'approve a package, by a second person' },
  'help.policy.package.show': { zh: '查看清单及办理结果', en: 'show a package and what became of it' },
  'help.policy.package.reject': { zh: '否决清单', en: 'reject a package, with a reason' },
  'help.policy.package.list': { zh: '列出清单', en: 'list packages, the newest first' },
  'option.retroactive': {
    zh: '追溯调整：生效日早于今天',
    en: 'the version counts from a day that has passed',
  },
  'quote.eligible': { zh: '符合条件：{measure}', en: 'eligible: {measure}' },
  'quote.refused': { zh: '不符合条件：{measure}', en: 'not eligible: {measure}' },
  'quote.total': {
    zh: '合计 {total} 元，至多 {ceiling} 元',
    en: 'total {total} yuan, at most {ceiling} yuan',
  },
  'policy.same': { zh: '没有差异', en: 'no differences' },
  'policy.state': { zh: '{version}：{status}，{from} 起生效', en: '{version}: {status}, from {from}' },
  'package.state': {
    zh: '{id}（{version}）：{status}，补发 {topUp} 元，追回 {recovery} 元，清单哈希 {hash}',
    en: '{id} ({version}): {status}, {topUp} yuan to be paid, {recovery} to come back, list {hash}',
  },
  'column.package': { zh: '清单', en: 'package' },
  'column.version': { zh: '政策版本', en: 'version' },
  'column.topUp': { zh: '补发', en: 'to be paid' },
  'column.recovery': { zh: '追回', en: 'to come back' },
  'column.basis': { zh: '依据', en: 'basis' },
  'column.granted': { zh: '额度内', en: 'within caps' },
  'column.left': { zh: '剩余', en: 'left' },
  'column.before': { zh: '现行', en: 'before' },
  'column.after': { zh: '新版', en: 'after' },
  'column.reason': { zh: '理由', en: 'reason' },
  'column.payee': { zh: '收款人', en: 'payee' },
} as const satisfies Record<string, Words>;
