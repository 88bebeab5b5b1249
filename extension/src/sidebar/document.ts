/** When this document goes away, comes back, or loses the network. */

export interface DocumentFacts {
  /** It may be gone in a moment. */
  leave(): void;
  hidden(): void;
  /** Visible or online again. */
  back(): void;
  online(now: boolean): void;
}

export const carriesFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') === true;

export function watchDocument(facts: DocumentFacts, signal: AbortSignal): void {
  addEventListener('pagehide', () => facts.leave(), { signal });
  addEventListener(
    'online',
    () => {
      facts.online(true);
      facts.back();
    },
    { signal },
  );
  // A file dropped beside its target must not be opened in place of the sidebar.
  for (const kind of ['dragover', 'drop'] as const) {
    addEventListener(kind, (event) => carriesFiles(event) && event.preventDefault(), { signal });
  }
  addEventListener('offline', () => facts.online(false), { signal });
  document.addEventListener(
    'visibilitychange',
    () => (document.visibilityState === 'hidden' ? facts.hidden() : facts.back()),
    { signal },
  );
}
