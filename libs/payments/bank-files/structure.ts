import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ParseOption, XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import type { IsoMessage } from './xml-document.js';

const MESSAGES: readonly IsoMessage[] = [
  'pain.001.001.09',
  'pain.002.001.11',
  'camt.053.001.08',
  'camt.054.001.08',
];

export interface StructureCheck {
  /** Whether a schema was there to check against. */
  readonly validated: boolean;
  readonly warning?: 'structure not validated';
  /** `line 12: …`, one for each rule of the schema that is broken; empty when the structure is right. */
  readonly errors: readonly string[];
}

export interface StructureChecker {
  check(xml: string, message: IsoMessage): StructureCheck;
  /** Frees the compiled schemas, which live outside the JavaScript heap. */
  dispose(): void;
}

const NOT_VALIDATED: StructureCheck = { validated: false, warning: 'structure not validated', errors: [] };

const compile = (file: string): XsdValidator => {
  const schema = XmlDocument.fromBuffer(readFileSync(file), { url: file });
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
};

const errorsOf = (error: unknown): string[] => {
  if (!(error instanceof XmlLibError)) throw error;
  return error.details.map(({ line, message }) => `line ${line}: ${message.trim()}`);
};

/** No external entity is loaded, and text that was GBK on arrival is no longer what its declaration says. */
const PARSE_OPTIONS: ParseOption = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_IGNORE_ENC;

const validate = (xml: string, validator: XsdValidator): string[] => {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml, { option: PARSE_OPTIONS });
    validator.validate(document);
    return [];
  } catch (error) {
    return errorsOf(error);
  } finally {
    document?.dispose();
  }
};

/**
 * Checks documents against the official ISO 20022 schemas. They are not part of this product: the operator downloads
 * them from iso20022.org into a folder, each named `<message>.xsd`. Without a folder every check says so instead of
 * passing in silence; a folder that lacks a schema throws at once, at start.
 */
export const structureChecker = (xsdDir: string | undefined): StructureChecker => {
  if (xsdDir === undefined) return { check: () => NOT_VALIDATED, dispose: () => undefined };
  const validators = new Map(MESSAGES.map((message) => [message, compile(join(xsdDir, `${message}.xsd`))]));
  return {
    check: (xml, message) => {
      const validator = validators.get(message);
      return validator ? { validated: true, errors: validate(xml, validator) } : NOT_VALIDATED;
    },
    dispose: () => {
      for (const validator of validators.values()) validator.dispose();
      validators.clear();
    },
  };
};
