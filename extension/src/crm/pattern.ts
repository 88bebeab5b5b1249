/** Parts of expressions for addresses. */

export const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
/** Where a part of an address ends. */
export const END = '(?:[/?#]|$)';
