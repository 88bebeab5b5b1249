/** Addresses that a CRM gives for its own pages. */

/** Only what is an address of the web may be a link. */
export const outward = (url: string | null | undefined): string | undefined =>
  url != null && /^https?:\/\/[^/]/i.test(url) ? url : undefined;
