import type { Words } from './language.js';
import { COLUMN_TEXTS } from './column-texts.js';
import { BUDGET_TEXTS } from './budget-texts.js';
import { DOCTOR_TEXTS } from './doctor-texts.js';
import { HELP_TEXTS } from './help-texts.js';
import { IMPORT_TEXTS } from './import-texts.js';
import { LEDGER_TEXTS } from './ledger-texts.js';
import { PAYING_TEXTS } from './paying-texts.js';
import { PARTY_TEXTS } from './party-texts.js';
import { POLICY_TEXTS } from './policy-texts.js';

/** Every sentence of the command line outside the demo; `{name}` is filled in. */
export const TEXTS = {
  ...HELP_TEXTS,
  ...BUDGET_TEXTS,
  ...COLUMN_TEXTS,
  ...DOCTOR_TEXTS,
  ...IMPORT_TEXTS,
  ...LEDGER_TEXTS,
  ...PARTY_TEXTS,
  ...PAYING_TEXTS,
  ...POLICY_TEXTS,
  'error.body': { zh: '请求内容须为 JSON 对象', en: 'the body has to be a JSON object' },
  'reactions.progress': {
    zh: '后台处理：{activity}，位置 {position}，落后 {behind} 个事件',
    en: 'process managers: {activity}, at {position}, {behind} events behind',
  },
  'projections.silent': { zh: '已 {seconds} 秒无进展', en: 'no progress for {seconds} s' },
  'reactions.stalled': {
    zh: '停在 {type}（{stream}），第 {attempts} 次：{error}',
    en: 'waiting at {type} of {stream}, attempt {attempts}: {error}',
  },
  'reactions.nothingParked': { zh: '没有搁置的事项', en: 'nothing is parked' },
  'reactions.stopped': {
    zh: '有搁置事项，停止放行分期和发送批次；处理后：tranche reactions retry|skip 事项',
    en: 'no tranche is released and no batch sent until: tranche reactions retry|skip KEY',
  },
  'option.seed': {
    zh: '空库首次启动时先生成一座示例城市的六年历史：city（12000 项资助）或 city:600',
    en: 'first fill the empty log with six years of a made-up city: city (12,000 awards) or city:600',
  },
  'option.seedNumber': {
    zh: '城市的种子；同一种子生成同一城市',
    en: 'which city; the same number makes the same',
  },
  'seed.production': {
    zh: '生产环境不能生成示例城市',
    en: 'A made-up city has no place in production',
  },
  'seed.notEmpty': {
    zh: '{database} 中已有事件；示例城市只能写入空库（npm run reset 可清空）',
    en: '{database} has events already; a city is written into an empty log only (npm run reset clears it)',
  },
  'seed.begins': {
    zh: '生成示例城市：{awards} 项资助，种子 {seed}',
    en: 'A city of {awards} awards, seed {seed}',
  },
  'seed.done': {
    zh: '{events} 个事件，{seconds} 秒，每秒 {rate} 个；读模型正在追赶',
    en: '{events} events in {seconds} s, {rate} a second; the read models catch up now',
  },
  'seed.programme': { zh: '计划', en: 'programme' },
  'seed.awards': { zh: '资助', en: 'awards' },
  'seed.paid': { zh: '拨付（万元）', en: 'paid, 10,000 yuan' },
  'seed.total': { zh: '合计', en: 'total' },
  'seed.unpaid': { zh: '未拨付的事项：{measures}', en: 'Measures of which nothing was paid: {measures}' },
  'start.ready': { zh: 'Tranche 已启动', en: 'Tranche is running' },
  'start.production': { zh: '生产环境：没有演示人员', en: 'Production: there are no demo people' },
  'start.database': { zh: '数据库', en: 'Database' },
  'start.home': { zh: '数据目录', en: 'Data' },
  'start.url': { zh: '服务地址', en: 'URL' },
  'start.docs': { zh: 'API 文档', en: 'API docs' },
  'start.businessDate': { zh: '业务日期', en: 'Business date' },
  'start.people': {
    zh: '演示登录（密码 {password}，请勿用于生产）',
    en: 'Demo sign-ins (password {password}, not for production)',
  },
  'start.next': { zh: '下一步：另开一个终端运行', en: 'Next, in another terminal:' },
  'start.stop': { zh: '按 Ctrl-C 停止', en: 'Ctrl-C stops it' },
  'start.stopping': { zh: '正在停止…（再按一次 Ctrl-C 强制退出）', en: 'Stopping … (Ctrl-C again forces)' },
  'start.stopped': { zh: '已停止，数据已保存', en: 'Stopped; all data is safe' },
  'person.proposed': {
    zh: '{id}：{by} 已提出遗忘（{reason}），等待他人确认',
    en: '{id}: {by} proposed to forget ({reason}); a second person has to confirm',
  },
  'person.forgotten': {
    zh: '{id}：已遗忘（{on}，{confirmedBy} 确认；{reason}）',
    en: '{id}: forgotten on {on}, confirmed by {confirmedBy} ({reason})',
  },
  'keys.progress': { zh: '已重新包裹 {done} 个密钥', en: '{done} keys wrapped' },
  'keys.rotated': {
    zh: '完成：{count} 个密钥已由当前主密钥包裹，旧主密钥可以移除',
    en: 'Done: {count} keys are under the current master key; the old one may be removed',
  },
  'keys.current': { zh: '所有密钥都由当前主密钥包裹', en: 'All keys are under the current master key' },
  'migrate.applied': { zh: '已应用：{names}', en: 'Applied: {names}' },
  'migrate.none': { zh: '数据库结构已是最新', en: 'The tables are up to date' },
  'reset.confirm': {
    zh: '将删除 {home} 中的全部数据。输入 yes 确认：',
    en: 'This deletes all data in {home}. Type yes to confirm: ',
  },
  'reset.needsYes': { zh: '请加 --yes 确认删除 {home}', en: 'Add --yes to confirm that {home} is deleted' },
  'reset.notOurs': {
    zh: '{home} 不是 Tranche 的数据目录，未删除',
    en: '{home} is no data directory of Tranche; nothing was deleted',
  },
  'reset.done': { zh: '已清空 {home}', en: 'Cleared {home}' },
  'reset.kept': { zh: '未删除任何数据', en: 'Nothing was deleted' },
  'reset.external': {
    zh: '设置了 DATABASE_URL：该数据库不会被清空',
    en: 'DATABASE_URL is set: that database is left alone',
  },
  'signIn.done': {
    zh: '已登录：{user}（{role}），有效至 {until}',
    en: 'Signed in: {user} ({role}), until {until}',
  },
  'signIn.noPassword': {
    zh: '请用 --password 或 TRANCHE_PASSWORD 提供密码',
    en: 'Give the password by --password or TRANCHE_PASSWORD',
  },
  'error.unreachable': { zh: '无法连接服务：{reason}', en: 'The service cannot be reached: {reason}' },
  'error.port': {
    zh: '{address} 已被占用，请停止占用它的程序或设置 PORT',
    en: '{address} is taken; stop what has it, or set PORT',
  },
  'error.startIt': {
    zh: '请先在另一个终端运行：npm start',
    en: 'Run this first, in another terminal: npm start',
  },
  'error.demo': { zh: '演示中止：{reason}', en: 'The demo stopped: {reason}' },
  'error.option': { zh: '{option} 只能是 {choices}', en: '{option} must be one of {choices}' },
  'error.missing': { zh: '缺少 {option}', en: '{option} is missing' },
  'error.tranche': { zh: '“{text}”不是“资助编号/期次”', en: '"{text}" is not AWARD/NO' },
  'error.file': { zh: '无法读取 {file}', en: 'Cannot read {file}' },
  'error.production': { zh: '生产环境不可用', en: 'Not in production' },
  'deadline.overdue': { zh: '逾期', en: 'overdue' },
  'unit.years': { zh: '{count} 年', en: '{count} years' },
  'statement.total': { zh: '合计', en: 'Total' },
  'statement.moving': {
    zh: '查询时仍有业务在办理，各数字可能相差一步；请在无人办理时再查一次。',
    en: 'Others were at work meanwhile, so a figure may be one step ahead of another; ask again when nobody is.',
  },
  'list.more': {
    zh: '还有更多，请加筛选条件或使用 --format json',
    en: 'There are more; filter, or use --format json',
  },
  'list.none': { zh: '没有记录', en: 'Nothing' },
  'batch.leftOut': { zh: '未纳入：{award} 第 {no} 期 — {why}', en: 'Left out: {award}, tranche {no}: {why}' },
  'batch.next.submit': {
    zh: '下一步：npx tranche batch submit {batch}',
    en: 'Next: npx tranche batch submit {batch}',
  },
  'batch.next.approve': {
    zh: '下一步（由他人）：npx tranche batch approve {batch}',
    en: 'Next, by another: npx tranche batch approve {batch}',
  },
  'batch.next.approveToo': {
    zh: '还需一人复核：npx tranche batch approve {batch} --as checker2',
    en: 'One more has to approve: npx tranche batch approve {batch} --as checker2',
  },
  'batch.next.send': {
    zh: '下一步：npx tranche batch send {batch}',
    en: 'Next: npx tranche batch send {batch}',
  },
  'batch.next.export': {
    zh: '下一步：npx tranche bank export {batch} --out {batch}.xml',
    en: 'Next: npx tranche bank export {batch} --out {batch}.xml',
  },
  'bank.saved': {
    zh: '已写入 {file}（{bytes} 字节，结构：{structure}）',
    en: 'Wrote {file} ({bytes} bytes, structure: {structure})',
  },
  'bank.next.simulate': {
    zh: '下一步：npx tranche simulate-bank {file}',
    en: 'Next: npx tranche simulate-bank {file}',
  },
  'bank.next.import': {
    zh: '下一步：npx tranche bank import {file}',
    en: 'Next: npx tranche bank import {file}',
  },
  'bank.imported': {
    zh: '匹配 {matched}，未匹配 {unmatched}，被拒 {refused}',
    en: 'matched {matched}, unmatched {unmatched}, refused {refused}',
  },
  'bank.again': { zh: '该文件此前已导入，未产生变更', en: 'This file was imported before; nothing changed' },
  'calendar.imported': { zh: '已导入 {year} 年工作日历', en: 'Imported the working calendar of {year}' },
} as const satisfies Record<string, Words>;

export type TextKey = keyof typeof TEXTS;
