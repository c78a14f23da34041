#!/usr/bin/env node
import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { CliModule } from './cli.module.js';
import { exitCodeOf } from './exit-codes.js';
import { explain } from './explain-error.js';

const fail = (error: unknown): void => {
  process.exitCode = exitCodeOf(error);
  const explanation = explain(error);
  if (explanation) process.stderr.write(`${explanation}\n`);
};

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
