import type { ComponentChildren } from 'preact';
import { t } from '../words';
import type { Problem } from './setup';

interface StepProps {
  n: number;
  done: boolean;
  title: string;
  why: string;
  children: ComponentChildren;
}

/** One numbered section; its number becomes a tick when it is done. */
export function Step({ n, done, title, why, children }: StepProps) {
  const id = `step-${n}`;
  return (
    <section class={done ? 'step done' : 'step'} aria-labelledby={id}>
      <span class="n" role="img" aria-label={t(done ? 'options.step.done' : 'options.step', { n })}>
        {done ? '✓' : n}
      </span>
      <div class="body">
        <h2 id={id}>{title}</h2>
        <p class="why">{why}</p>
        {children}
      </div>
    </section>
  );
}

/** What went wrong, in words, or nothing. The place is always there, so that it is read aloud. */
export function Trouble({ problem, id }: { problem: Problem | null; id: string }) {
  return (
    <p class="trouble" role="alert" id={id}>
      {problem && sentence(problem)}
    </p>
  );
}

function sentence({ key, about }: Problem): string {
  switch (key) {
    case 'options.server.silent':
      return t(key, { server: about });
    case 'options.sites.refused':
      return t(key, { name: about });
    default:
      return t(key);
  }
}
