/** Where a field of a command stands in the body of the request; the longest prefix is listed first. */
const BODY_OF_COMMAND: readonly (readonly [field: string, inBody: string])[] = [
  ['/account', ''],
  ['/claim/facts', '/facts'],
  ['/amountFen', '/amountYuan'],
  ['/deltaFen', '/deltaYuan'],
  ['/candidates', '/tranches'],
  ['/after', '/query/cursor'],
  ['/limit', '/query/limit'],
];

/** A user has a name and is called `user` on the wire; a party has a name there as well. */
const USER_CODE = /^user\./;

/**
 * Rules point at fields of their command. What a client sent is named a little differently: amounts are in yuan, and some parts lie
 * deeper or higher. Everything else has the same name.
 */
export const pointerInBody = (code: string, pointer: string): string => {
  if (USER_CODE.test(code) && pointer === '/name') return '/user';
  const known = BODY_OF_COMMAND.find(([field]) => pointer === field || pointer.startsWith(`${field}/`));
  return known ? known[1] + pointer.slice(known[0].length) : pointer;
};
