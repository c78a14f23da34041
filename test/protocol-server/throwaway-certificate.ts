import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  /** Where the certificate lies, which is its own authority. */
  readonly authorityFile: string;
  readonly certificate: Buffer;
  readonly key: Buffer;
}

const OPENSSL = 'openssl';

/** A certificate for `localhost`, good for a day. Undefined when this machine has no `openssl` to make it. */
export const throwawayCertificate = (): Certificate | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'protocol-server-'));
  const [keyFile, authorityFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  try {
    execFileSync(OPENSSL, ['req', '-x509', ...key, '-days', '1', ...names, '-out', authorityFile], {
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  return { authorityFile, certificate: readFileSync(authorityFile), key: readFileSync(keyFile) };
};
