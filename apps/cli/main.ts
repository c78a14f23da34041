#!/usr/bin/env node
import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { CliModule } from './cli.module.js';
import { exitCodeOf } from './exit-codes.js';
import { explain } from './explain-error.js';
import { withoutLanguage } from './language.js';

const fail = (error: unknown): void => {
  process.exitCode = exitCodeOf(error);
  const explanation = explain(error);
  if (explanation) process.stderr.write(`${explanation}\n`);
};

// The language is read before the verbs are made, and counts wherever it stands; the parser need not know it. It shows the
// name of the script, which is `main` in the build and `tranche` to everybody else.
const [node = '', , ...stated] = process.argv;
process.argv = [node, 'tranche', ...withoutLanguage(stated)];

try {
  await CommandFactory.run(CliModule, {
    cliName: 'tranche',
    logger: false,
    // The parser reports what it stopped for by itself and must not end the process, so that exit codes are ours.
    errorHandler: (error) => {
      throw error;
    },
    serviceErrorHandler: fail,
  });
} catch (error) {
  fail(error);
}
