import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive for tests; what the archive says about its size may be a lie. */
export interface ArchivePart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly declaredBytes?: number;
  readonly encrypted?: boolean;
}

const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;
const DEFLATED = 8;

/** Makes a zip archive byte by byte, so that tests can make bad ones. */
export const archiveOf = (parts: readonly ArchivePart[]): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredBytes, encrypted } of parts) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_FLAG | (encrypted ? ENCRYPTED_FLAG : 0), 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declaredBytes ?? raw.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, Buffer.from(name)]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from('PK\u0005\u0006'), end]);
};

export interface SheetXml {
  readonly name: string;
  /** The `row` elements. */
  readonly rows: string;
}

const RELATIONS_NAMESPACE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const REFERENCE_NAMESPACE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook with these sheets, in the form that spreadsheets write. */
export const workbookParts = (
  sheets: readonly SheetXml[],
  extra: readonly ArchivePart[] = [],
): ArchivePart[] => [
  {
    name: 'xl/workbook.xml',
    content: `<workbook xmlns:r="${REFERENCE_NAMESPACE}"><sheets>${sheets
      .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `<Relationships xmlns="${RELATIONS_NAMESPACE}">${sheets
      .map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`)
      .join('')}</Relationships>`,
  },
  ...sheets.map(({ rows }, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  })),
  ...extra,
];
