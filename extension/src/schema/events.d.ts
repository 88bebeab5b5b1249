// Made from shared_schemas by schemas.mjs; change the contracts of the backend instead.
import type { components } from './api';

type Schemas = components['schemas'];
export type ServerFrame = Schemas['Ready'] | Schemas['Event'] | Schemas['Reset'] | Schemas['Ping'];
export type StreamEvent = Schemas['Event'];

/** Whether a value is a frame that the server may send. */
export function isServerFrame(frame: unknown): frame is ServerFrame;
