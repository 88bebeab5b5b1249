/** What the tests use of the build. */
export function chromeMessages(
  words: Record<string, string>,
): Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;
export function words(language?: string): Promise<Record<string, string>>;
