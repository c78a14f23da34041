import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { refuse } from '#kernel/refusal.js';
import { brief, elementPlace, stop, stopAt } from './place.js';

export type IsoMessage = 'pain.001.001.09' | 'pain.002.001.11' | 'camt.053.001.08' | 'camt.054.001.08';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';

/** A tag costs memory even when it is empty; 20,000 transfers of camt.054 need about a million. */
const MAX_TAGS = 2_500_000;

interface XmlNode {
  readonly [name: string]: string | readonly XmlNode[] | undefined;
}

/** One element of a parsed document, with the path that refusals name. */
export interface XmlElement {
  readonly xpath: string;
  readonly node: XmlNode;
  /** The prefix of the document's namespace with its colon, or ''. */
  readonly prefix: string;
  readonly namespace: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  // Names and purposes come back exactly as they were written; the callers trim codes.
  trimValues: false,
  alwaysCreateTextNode: true,
  // Paths as text for every tag would double the time.
  jPath: false,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Numeric references belong to this switch of the parser; the named HTML ones were refused before.
  htmlEntities: true,
});

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
});

const stopNotXml = (zh: string, en: string): never => stop(refuse('bank-file.xml', zh, en));

const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Document types are refused before parsing: every entity attack (bombs, external files) needs one. */
const stopAtDocumentType = (xml: string): void => {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    stop(
      refuse(
        'bank-file.xml-doctype',
        'XML 含 DOCTYPE 或实体定义，不予解析',
        'the XML has a DOCTYPE or entity definition and is not parsed',
      ),
    );
  }
};

const withoutCdata = (xml: string): string =>
  xml
    .split('<![CDATA[')
    .map((part, index) => (index === 0 ? part : part.slice(part.indexOf(']]>') + 3)))
    .join('');

const codePointOf = (reference: string): number =>
  reference.startsWith('#x')
    ? Number.parseInt(reference.slice(2), 16)
    : Number.parseInt(reference.slice(1), 10);

const isLegalReference = (reference: string): boolean => {
  if (['amp', 'lt', 'gt', 'quot', 'apos'].includes(reference)) return true;
  if (!/^#(?:x[0-9a-fA-F]{1,6}|\d{1,7})$/.test(reference)) return false;
  const codePoint = codePointOf(reference);
  return codePoint <= 0x10ffff && !ILLEGAL.test(String.fromCodePoint(codePoint));
};

/** The parser lets unknown references pass as text and drops illegal ones; both would change what a bank said. */
const stopAtUnknownReference = (xml: string): void => {
  for (const [whole, reference = ''] of withoutCdata(xml).matchAll(/&([^;&<>\s]{0,12});?/g)) {
    if (whole.endsWith(';') && isLegalReference(reference)) continue;
    stop(
      refuse(
        'bank-file.xml-entity',
        `XML 含未知或非法的字符引用“${whole}”`,
        `the XML has an unknown or illegal character reference "${whole}"`,
        {
          facts: { reference: whole },
        },
      ),
    );
  }
};

const parseTree = (xml: string): XmlNode => {
  try {
    return parser.parse(xml, true) as XmlNode;
  } catch (error) {
    const why = brief(error instanceof Error ? error.message : String(error));
    return stopNotXml(`不是合格的 XML：${why}`, `not well-formed XML: ${why}`);
  }
};

const countTags = (xml: string): number => {
  let count = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) count += 1;
  return count;
};

/** The parser lets a second, empty root and text around the root pass. */
const rootOf = (tree: XmlNode): [name: string, node: XmlNode] => {
  const roots = Object.entries(tree).flatMap(([name, nodes]) =>
    typeof nodes === 'string' ? [] : (nodes ?? []).map((node): [string, XmlNode] => [name, node]),
  );
  const [root] = roots;
  return root && roots.length === 1 && textIn(tree).trim() === ''
    ? root
    : stopNotXml('应只有一个根元素', 'there must be one root element and nothing else');
};

/** Parses a document that may be hostile and returns its `Document` element; every rule it breaks stops the reading. */
export const readXml = (xml: string): XmlElement => {
  stopAtDocumentType(xml);
  if (ILLEGAL.test(xml)) stopNotXml('含有 XML 不允许的字符', 'it has characters that XML does not allow');
  if (countTags(xml) > MAX_TAGS) stopNotXml(`超过 ${MAX_TAGS} 个标签`, `it has more than ${MAX_TAGS} tags`);
  const tree = parseTree(xml);
  stopAtUnknownReference(xml);
  const [name, node] = rootOf(tree);
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':') + 1) : '';
  if (name !== `${prefix}Document`) {
    stopNotXml(
      `根元素是“${brief(name)}”，应为 ISO 20022 的 Document`,
      `the root element is "${brief(name)}", expected Document of ISO 20022`,
    );
  }
  const namespace = node[prefix === '' ? '@xmlns' : `@xmlns:${prefix.slice(0, -1)}`];
  return { xpath: '/Document', node, prefix, namespace: typeof namespace === 'string' ? namespace : '' };
};

export const messageOf = (document: XmlElement): string | null =>
  document.namespace.startsWith(NAMESPACE) ? document.namespace.slice(NAMESPACE.length) : null;

/** The only child of `Document`, once the namespace is the one of the expected message. */
export const bodyOf = (document: XmlElement, message: IsoMessage, name: string): XmlElement => {
  if (messageOf(document) !== message) {
    stop(
      refuse(
        'bank-file.xml-namespace',
        `命名空间是“${brief(document.namespace)}”，应为 ${NAMESPACE}${message}`,
        `the namespace is "${brief(document.namespace)}", expected ${NAMESPACE}${message}`,
        { facts: { namespace: brief(document.namespace), expected: `${NAMESPACE}${message}` } },
      ),
    );
  }
  return requiredAt(document, name);
};

const stopIfNamespaceChanges = (element: XmlElement): void => {
  for (const [name, value] of Object.entries(element.node)) {
    if (
      (name === '@xmlns' || name === `@xmlns:${element.prefix.slice(0, -1)}`) &&
      value !== element.namespace
    ) {
      stopAt(
        elementPlace(element.xpath),
        'bank-file.xml-namespace',
        '命名空间被更改',
        'the namespace changes here',
      );
    }
  }
};

export const childrenOf = (parent: XmlElement, name: string): XmlElement[] => {
  const nodes = (parent.node[`${parent.prefix}${name}`] ?? []) as readonly XmlNode[];
  return nodes.map((node, index) => {
    const place = nodes.length === 1 ? name : `${name}[${index + 1}]`;
    const child = { ...parent, node, xpath: `${parent.xpath}/${place}` };
    stopIfNamespaceChanges(child);
    return child;
  });
};

/** The element at the end of a path of names, each of which may occur once at most. */
export const elementAt = (parent: XmlElement, ...path: readonly string[]): XmlElement | undefined => {
  let element: XmlElement | undefined = parent;
  for (const name of path) {
    const [first, second]: XmlElement[] = childrenOf(element, name);
    if (second)
      stopAt(
        elementPlace(second.xpath),
        'bank-file.xml-repeated',
        '元素只能出现一次',
        'the element may occur once only',
      );
    if (!first) return undefined;
    element = first;
  }
  return element;
};

export const requiredAt = (parent: XmlElement, ...path: readonly string[]): XmlElement =>
  elementAt(parent, ...path) ??
  stopAt(
    elementPlace(`${parent.xpath}/${path.join('/')}`),
    'bank-file.xml-missing',
    '缺少此元素',
    'the element is missing',
  );

/** The text exactly as written, or null when there is no such element. */
export const textAt = (parent: XmlElement, ...path: readonly string[]): string | null => {
  const element = elementAt(parent, ...path);
  return element === undefined ? null : textOf(element);
};

export const requiredTextAt = (parent: XmlElement, ...path: readonly string[]): string =>
  textOf(requiredAt(parent, ...path));

const textIn = (node: XmlNode): string => (node['#text'] as string | undefined) ?? '';

export const textOf = (element: XmlElement): string => textIn(element.node);

export const attributeOf = (element: XmlElement, name: string): string | null =>
  (element.node[`@${name}`] as string | undefined) ?? null;

/** A tree for the builder: properties are elements in order, `@name` is an attribute, undefined is left out. */
export type XmlContent = string | undefined | readonly XmlContent[] | { readonly [name: string]: XmlContent };

export const renderXml = (message: IsoMessage, content: XmlContent): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ Document: { '@xmlns': `${NAMESPACE}${message}`, ...(content as object) } })}`;
