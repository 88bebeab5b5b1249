/** The wire's shapes by their names, from the generated schema. */
import type { components } from '../schema/api';

type Schemas = components['schemas'];

export type Beside = Schemas['Beside'];
export type EventItem = Schemas['EventItem'];
export type Line = Schemas['Line'];
export type LocalTime = Schemas['LocalTime'];
export type MediaItem = Schemas['MediaItem'];
export type MessageItem = Schemas['MessageItem'];
export type NewNote = Schemas['NewNote'];
export type NoteItem = Schemas['NoteItem'];
export type PersonCard = Schemas['PersonCard'];
export type PersonPhone = Schemas['PersonPhone'];
export type Place = Schemas['Place'];
export type SendMessage = Schemas['SendMessage'];
export type Template = Schemas['Template'];
export type Templates = Schemas['Templates'];
export type TemplateUse = Schemas['TemplateUse'];
export type TimelinePage = Schemas['TimelinePage'];
export type UploadedMedia = Schemas['UploadedMedia'];
export type Verdict = Schemas['Verdict'];

export type TimelineItem = TimelinePage['items'][number];

/** What the stream says, as far as the sidebar acts on it. */
export type EventData =
  | Schemas['MessageChanged']
  | Schemas['NoteAdded']
  | Schemas['TimelineEventAdded']
  | Schemas['ConsentChanged']
  | Schemas['PersonChanged']
  | Schemas['ReadMarked']
  | Schemas['WorkspaceChanged'];
