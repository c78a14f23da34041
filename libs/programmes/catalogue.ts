import { type Refusal, refuse } from '#kernel/refusal.js';
import type { ProgrammeRules } from './award/programme-rules.js';
import { eliteLeaderRules } from './elite-leader/elite-leader.rules.js';
import { incubatorRules } from './incubator/incubator.rules.js';
import { overseasEngineerRules } from './overseas-engineer/overseas-engineer.rules.js';
import { postdocRules } from './postdoc/postdoc.rules.js';

/** The only list of programmes. A new programme is one folder and one line here. */
export const programmes: readonly ProgrammeRules[] = [
  eliteLeaderRules,
  overseasEngineerRules,
  postdocRules,
  incubatorRules,
];

/** @returns the rules, or `programme.unknown` for a name that came from outside. */
export const rulesFor = (programme: string): ProgrammeRules | Refusal =>
  programmes.find((rules) => rules.programme === programme) ??
  refuse('programme.unknown', `没有“${programme}”这一资助计划`, `There is no programme ${programme}`, {
    pointer: '/programme',
  });
