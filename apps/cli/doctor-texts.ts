import type { Words } from './language.js';

/** What `tranche doctor` checks, and how to mend it. */
export const DOCTOR_TEXTS = {
  'doctor.node': { zh: 'Node.js', en: 'Node.js' },
  'doctor.node.fix': { zh: '请安装 Node.js 20.19 或更新版本', en: 'Install Node.js 20.19 or later' },
  'doctor.settings': { zh: '设置', en: 'Settings' },
  'doctor.home': { zh: '数据目录', en: 'Data directory' },
  'doctor.home.fix': {
    zh: '请将 TRANCHE_HOME 设为可写目录',
    en: 'Set TRANCHE_HOME to a folder you may write to',
  },
  'doctor.database': { zh: '数据库', en: 'Database' },
  'doctor.database.stopped': {
    zh: '内置 PostgreSQL 未运行，npm start 时启动',
    en: 'the embedded PostgreSQL is not running; npm start starts it',
  },
  'doctor.database.fix': {
    zh: '请检查 DATABASE_URL，或查看数据目录中的 postgres.log',
    en: 'Check DATABASE_URL, or read postgres.log in the data directory',
  },
  'doctor.binaries.fix': {
    zh: '请运行 npm ci（可选依赖不可省略）',
    en: 'Run npm ci, with optional dependencies',
  },
  'doctor.port': { zh: '端口', en: 'Port' },
  'doctor.port.free': { zh: '{port} 空闲', en: '{port} is free' },
  'doctor.port.fix': {
    zh: '端口 {port} 被其他程序占用，请设置 PORT',
    en: 'Another program has port {port}; set PORT',
  },
  'doctor.service': { zh: '服务', en: 'Service' },
  'doctor.service.fix': { zh: '请运行 npm start', en: 'Run npm start' },
  'doctor.views': { zh: '日志与视图', en: 'Log and views' },
  'doctor.views.fix': {
    zh: '视图落后：请确认 worker 正在运行',
    en: 'Views are behind: see that a worker runs',
  },
  'doctor.reactions': { zh: '流程处理', en: 'Process managers' },
  'doctor.reactions.parked.fix': {
    zh: '放款已停止。查明原因后：tranche reactions retry {key}，或 tranche reactions skip {key} --reason …',
    en: 'Payments are stopped. When you know why: tranche reactions retry {key}, or tranche reactions skip {key} --reason …',
  },
  'doctor.reactions.stalled.fix': {
    zh: '查看后台进程日志；排除故障后会自行继续',
    en: 'See the log of the workers; it goes on by itself once the cause is gone',
  },
  'doctor.projections': { zh: '各视图', en: 'Read models' },
  'doctor.projections.stalled.fix': {
    zh: '修正后用 tranche projections rebuild 重建；旧数据仍可查看',
    en: 'Once it is mended: tranche projections rebuild NAME; what is there goes on serving',
  },
  'doctor.projections.rebuild.fix': {
    zh: '进度见 tranche projections status',
    en: 'tranche projections status shows how far it is',
  },
  'doctor.behind': { zh: '落后 {events} 个事件', en: '{events} events behind' },
  'doctor.calendar': { zh: '工作日历', en: 'Working calendar' },
  'doctor.calendar.fix': {
    zh: '缺少 {year} 年：npx tranche calendar import FILE',
    en: '{year} is missing: npx tranche calendar import FILE',
  },
  'doctor.policy': { zh: '政策库', en: 'Policy books' },
  'doctor.policy.fix': {
    zh: '没有政策：请查看服务日志',
    en: 'No policy is published: read the log of the service',
  },
  'doctor.clock': { zh: '业务时钟', en: 'Business clock' },
  'doctor.xsd': { zh: 'ISO 20022 结构文件', en: 'ISO 20022 schemas' },
  'doctor.xsd.fix': {
    zh: '未设置 ISO20022_XSD_DIR：银行文件不做结构校验',
    en: 'ISO20022_XSD_DIR is not set: bank files are not validated',
  },
  'doctor.skipped': { zh: '服务未运行，未检查', en: 'not checked, the service does not run' },
} as const satisfies Record<string, Words>;
