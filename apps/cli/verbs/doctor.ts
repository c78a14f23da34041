import { Command } from 'nest-commander';
import { checkInstallation, checkService, type Finding } from '../health-check.js';
import { Unsuccessful } from '../exit-codes.js';
import { say } from '../speech.js';
import { padEnd, widthOf } from '../text-table.js';
import { ServiceVerb, type ServiceOptions, DEFAULT_URL } from '../verb.js';

const MARKS = { good: '✔', warning: '!', bad: '✖', skipped: '–' } as const;

const findingText = (findings: readonly Finding[]): string => {
  const width = Math.max(...findings.map(({ what }) => widthOf(what)));
  return findings
    .map(({ mark, what, detail, fix }) => {
      const line = `${MARKS[mark]} ${padEnd(what, width)}  ${detail}`;
      return fix ? `${line}\n${' '.repeat(width + 4)}→ ${fix}` : line;
    })
    .join('\n');
};

/** Every finding says what to do about it; only what keeps the service from working makes the verb fail. */
@Command({ name: 'doctor', description: say('help.doctor') })
export class DoctorVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const installation = await checkInstallation(process.env);
    const service = await checkService(options.url ?? DEFAULT_URL, () => this.service(options, 'auditor'));
    const findings = [...installation, ...service];
    this.show(options, findings, findingText);
    const bad = findings.filter(({ mark }) => mark === 'bad').length;
    if (bad > 0) throw new Unsuccessful('');
  }
}
