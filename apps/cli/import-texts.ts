/** What the verbs of the portfolio import say. */
export const IMPORT_TEXTS = {
  'help.import': { zh: '接收存量：在执行资助、已付款与待兑现名单', en: 'take over a running portfolio' },
  'help.import.template': {
    zh: '保存空白模板：parties、awards、lists、payments 或 all',
    en: 'save an empty template: parties, awards, lists, payments or all',
  },
  'help.import.check': {
    zh: '试运行：逐行检查文件，不做任何改动',
    en: 'dry run: every row is checked, nothing changes',
  },
  'help.import.give': {
    zh: '提交文件：检查后由他人确认，再接收',
    en: 'give a file: it is checked, and taken over once a second person confirms',
  },
  'help.import.confirm': {
    zh: '确认他人提交的导入，并接收其内容',
    en: 'confirm what another gave, and take it over',
  },
  'help.import.status': { zh: '一次导入的进度与问题行', en: 'how far an import is, and its bad rows' },
  'help.import.badRows': { zh: '保存只含问题行的文件', en: 'save a file of only the bad rows' },
  'option.measure': { zh: '模板包含该条款的各列', en: 'with the columns of this measure' },
  'option.tableFormat': { zh: 'xlsx（默认）或 csv', en: 'xlsx (default) or csv' },
  'column.sheet': { zh: '工作表', en: 'Sheet' },
  'column.cell': { zh: '单元格', en: 'Cell' },
  'column.rule': { zh: '规则', en: 'Rule' },
  'column.value': { zh: '内容', en: 'Value' },
  'import.rows': { zh: '已读 {rows} 行', en: '{rows} rows read' },
  'import.status': { zh: '{id}（{fileName}）：{status}', en: '{id} ({fileName}): {status}' },
  'import.checked': { zh: '共 {rows} 行，问题行 {bad}', en: '{rows} rows, {bad} bad rows' },
  'import.taken': {
    zh: '接收 {taken} 行，此前已接收 {unchanged} 行，拒绝 {refused} 行',
    en: '{taken} rows taken over, {unchanged} were here before, {refused} refused',
  },
  'import.refused': { zh: '文件不可用：{reason}', en: 'The file cannot be used: {reason}' },
  'import.next.confirm': {
    zh: '下一步（由他人）：npx tranche import confirm {id}',
    en: 'Next, by another: npx tranche import confirm {id}',
  },
  'import.next.badRows': {
    zh: '问题行：npx tranche import bad-rows {id}',
    en: 'The bad rows: npx tranche import bad-rows {id}',
  },
} as const;
