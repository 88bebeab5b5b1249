/** The wire's shapes by their names, from the generated schema. */
import type { components } from '../schema/api';

type Schemas = components['schemas'];

export type AskConsent = Schemas['AskConsent'];
export type Beside = Schemas['Beside'];
export type Composing = Schemas['Composing'];
export type ConsentCard = Schemas['ConsentCard'];
export type ConsentHistory = Schemas['ConsentHistory'];
export type ContextCard = Schemas['ContextCard'];
export type ConsentLine = Schemas['ConsentLine'];
export type EventItem = Schemas['EventItem'];
export type Evidence = Schemas['Evidence'];
export type EvidenceRef = Schemas['EvidenceRef'];
export type FoundPeople = Schemas['FoundPeople'];
export type FoundPerson = Schemas['FoundPerson'];
export type FoundRecord = Schemas['FoundRecord'];
export type FoundRecords = Schemas['FoundRecords'];
export type Library = Schemas['Library'];
export type LibraryItem = Schemas['LibraryItem'];
export type Line = Schemas['Line'];
export type LinkedNumber = Schemas['LinkedNumber'];
export type LinkNumber = Schemas['LinkNumber'];
export type LinkPerson = Schemas['LinkPerson'];
export type LocalTime = Schemas['LocalTime'];
export type MarkCustomer = Schemas['MarkCustomer'];
export type MediaItem = Schemas['MediaItem'];
export type MessageItem = Schemas['MessageItem'];
export type NewNote = Schemas['NewNote'];
export type NotThem = Schemas['NotThem'];
export type NoteItem = Schemas['NoteItem'];
export type OpenRevocation = Schemas['OpenRevocation'];
export type Override = Schemas['Override'];
export type PersonCard = Schemas['PersonCard'];
export type PersonPhone = Schemas['PersonPhone'];
export type Place = Schemas['Place'];
export type Question = Schemas['Question'];
export type RecordConsent = Schemas['RecordConsent'];
export type RecordOptOut = Schemas['RecordOptOut'];
export type RecordWrongNumber = Schemas['RecordWrongNumber'];
export type Refreshed = Schemas['Refreshed'];
export type Remedy = Schemas['Remedy'];
export type SayWhere = Schemas['SayWhere'];
export type ScopeCard = Schemas['ScopeCard'];
export type SendMessage = Schemas['SendMessage'];
export type SettleRevocation = Schemas['SettleRevocation'];
export type SettleDoubt = Schemas['SettleDoubt'];
export type State = Schemas['State'];
export type States = Schemas['States'];
export type Proposal = Schemas['Proposal'];
export type SentTemplate = Schemas['SentTemplate'];
export type Template = Schemas['Template'];
export type Templates = Schemas['Templates'];
export type TemplatesBeside = Schemas['TemplatesBeside'];
export type TemplateUse = Schemas['TemplateUse'];
export type TimelinePage = Schemas['TimelinePage'];
export type UploadedMedia = Schemas['UploadedMedia'];
export type UnlinkNumber = Schemas['UnlinkNumber'];
export type Verdict = Schemas['Verdict'];
export type VerdictReason = Schemas['VerdictReason'];

export type TimelineItem = TimelinePage['items'][number];

/** What the stream says, as far as the sidebar acts on it. */
export type EventData =
  | Schemas['MessageChanged']
  | Schemas['NoteAdded']
  | Schemas['TimelineEventAdded']
  | Schemas['ConsentChanged']
  | Schemas['PersonChanged']
  | Schemas['RecordChanged']
  | Schemas['ReadMarked']
  | Schemas['WorkspaceChanged'];
