/**
 * What people paste: full-width digits and letters become half-width, lower case becomes upper case, white space at both
 * ends goes. Only ASCII letters change case, because `ß` or `ſ` must not turn into valid letters.
 */
export const normalise = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase())
    .trim();
