import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from '../kinds/measure-rules.js';

/** Vouchers for the use of platforms, and what counties give in kind (JX24-11.1, PH03-2, PH02-x). */
export const innovationVoucherRules: ProgrammeRules = { programme: 'innovation-voucher', ...measureRules };
