// Made from shared_schemas by schemas.mjs; change the contracts of the backend instead.
export interface paths {
    "/v1/badges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who waits behind these numbers: since when, whose they are, how many texts this member has not read. Changes nothing. */
        post: operations["list_badges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/beside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the sidebar paints beside one CRM record. */
        get: operations["beside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything known about consent of one number, newest first. */
        get: operations["get_consent"];
        put?: never;
        /** Write down consent that was given by word of mouth or on paper. */
        post: operations["record_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/doubts/{doubt_id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether a number is still theirs, for which the CRM has another name by now. */
        post: operations["settle_doubt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep one file, `file` of a form, that is to prove consent. Of any kind, up to 10 MB. */
        post: operations["upload_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/evidence/{evidence_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of one file, always as a download. */
        get: operations["get_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/opt-outs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down that they asked to stop by another way than a text. It can't be undone here. */
        post: operations["record_opt_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the one text that asks a number for consent. Once in 30 days. */
        post: operations["ask_for_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/revocations/{revocation_id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a text in doubt means: that they opted out (or have another number), or not. */
        post: operations["settle_revocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consent/wrong-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down that a number is somebody else's. */
        post: operations["record_wrong_number"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/crm/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every CRM account that this workspace has linked, with its health. */
        get: operations["list_connections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/library": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The approved pictures and files, by name; with `search` those that it fits. */
        get: operations["get_library"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/library/{item_id}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An approved item as a text takes it, like an upload: its media, and a link to it. */
        post: operations["use_library_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in member, their role, and the workspace with the settings a client needs. */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make one file, `file` of a form, fit for a line. What is not sent is kept for a day. */
        post: operations["upload_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of one picture or file; any range of them. */
        get: operations["get_media"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/{media_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A small JPEG of a picture: up to 480 pixels a side, 1,600 if browsers don't show it. */
        get: operations["get_thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One press of Send. Repeating it with the same key gives the same text.
         * @description Values of a linked CRM are read there again first, for two seconds at most.
         */
        post: operations["send_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One text as it stands now. */
        get: operations["get_message"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{message_id}/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a queued text stands, and about when it leaves. One that has left says so. */
        get: operations["get_place"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{message_id}/send-now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a scheduled text go at once. */
        post: operations["send_message_now"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{message_id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether a text in doubt was sent. Nothing is sent again by this. */
        post: operations["settle_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{message_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a text back while it is still held. */
        post: operations["undo_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page-adapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How this workspace's admins describe the pages of systems that the extension does not know, or knows in part. */
        get: operations["list_page_adapters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a CRM's page looks otherwise than its adapter knows. Admins see it in the console. */
        post: operations["report_page"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** People known here whose name, company or number begins like what was typed. No CRM is asked, so this answers at once. */
        post: operations["search_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/search/crm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Contacts and leads of the linked CRMs, by each CRM's own search. It is answered within five seconds, whatever they do; nothing is made, here or there. */
        post: operations["search_people_in_crms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An internal note on a person. */
        post: operations["add_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** This member has seen the person's timeline up to `seq`. */
        post: operations["mark_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{person_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of a person's timeline, older than the cursor. */
        get: operations["get_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** “Link to…”: a person is that record of the CRM. */
        post: operations["link_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/not-them": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** “Not Maria?”: the record means somebody else. */
        post: operations["not_them"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Remember whom a record means, for the whole workspace. */
        put: operations["choose_person"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the open record in its CRM now, and what it says. When the CRM takes longer than three seconds, what is known is answered and the rest told by an event. */
        post: operations["refresh_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who has a number in the linked CRMs. No record is made, here or there. */
        post: operations["search_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** States, territories and provinces with the time zones that they have today. */
        get: operations["get_states"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All approved templates. */
        get: operations["get_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/beside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which templates fit beside a person and a record, which this member used last, and which the person got before. */
        get: operations["get_templates_beside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of what this member proposed. */
        get: operations["get_proposals"];
        put?: never;
        /** Hand a text of one's own in for review as a template. */
        post: operations["propose_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote and is nobody yet, with the CRM's records that have their number. */
        get: operations["get_unmatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unmatched/customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** “Not a customer”, or perhaps one after all. */
        put: operations["mark_customer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unmatched/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** “Link to…”: the number is this person's, or whoever that record is. What was texted with it comes along. A record is read in its CRM, so that they have a name; what takes longer than three seconds is told by an event. */
        post: operations["link_number"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unmatched/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The number is not theirs after all, and what came along goes back. */
        post: operations["unlink_number"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Threads with texts that this member has not read. */
        get: operations["get_unread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** May this member text this phone from this line now, and why. */
        get: operations["verdict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/whereabouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take down where somebody is. Their quiet hours go by it from now on. */
        post: operations["say_where"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AskConsent
         * @description Send the one text that asks for consent, from this line.
         *
         *     Exactly one of `person` and `new_person` names who gets it.
         */
        AskConsent: {
            /**
             * Client Key
             * @example p7bDkq2mR8x1
             */
            client_key: string;
            /** Line */
            line: string;
            /** @default null */
            new_person: components["schemas"]["NewPerson"] | null;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
        };
        /**
         * Badge
         * @description What is known of one number. `person_id` is whom its newest conversation is with.
         */
        Badge: {
            /**
             * Number
             * @description As it was asked
             */
            number: string;
            /**
             * Opted Out
             * @description Something stands against texting this number
             */
            opted_out: boolean;
            owner: components["schemas"]["MemberRef"] | null;
            /** Person Id */
            person_id: string;
            /**
             * Unread
             * @description Texts that this member has not read; counting stops at 10
             */
            unread: number;
            /**
             * Waiting Since
             * @description When the first of the texts came that nobody has answered
             */
            waiting_since: string | null;
        };
        /**
         * Badges
         * @description Nothing stands here for a number that nobody in the workspace has.
         */
        Badges: {
            /** Badges */
            badges: components["schemas"]["Badge"][];
        };
        /**
         * BadgesQuery
         * @description Numbers as a page writes them.
         */
        BadgesQuery: {
            /** Numbers */
            numbers: string[];
        };
        /**
         * Beside
         * @description The snapshot at `seq`; apply stream events above it.
         */
        Beside: {
            composing?: components["schemas"]["Composing"];
            /** @default null */
            consent: components["schemas"]["ConsentCard"] | null;
            /** @description The record as its linked CRM has it */
            context?: components["schemas"]["ContextCard"];
            /** Lines */
            lines: components["schemas"]["Line"][];
            local_time: components["schemas"]["LocalTime"] | null;
            /**
             * New Name
             * @description The name on the page, when nobody here is known yet
             */
            new_name: string | null;
            /**
             * Page Phones
             * @description Numbers read from the page, as understood
             */
            page_phones: components["schemas"]["PersonPhone"][];
            /** People */
            people: components["schemas"]["PersonCard"][];
            /** Person Id */
            person_id: string | null;
            record: components["schemas"]["RecordCard"];
            /**
             * Schedule Days
             * @description How far ahead a text may be scheduled
             * @default 30
             */
            schedule_days: number;
            /** Seq */
            seq: number;
            /**
             * State
             * @enum {string}
             */
            state: "person" | "choose" | "new" | "no_number" | "empty";
            /** Templates Version */
            templates_version: string;
            thread: components["schemas"]["ThreadRef"];
            timeline: components["schemas"]["TimelinePage"];
            /**
             * Unread After
             * @description Items above this seq are new to this member
             */
            unread_after: number;
            /**
             * Values
             * @description Merge values of this person and member
             */
            values: {
                [key: string]: string;
            };
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * BesideQuery
         * @description The record by its URL; numbers and name as the page shows them are hints only.
         *
         *     `person`, `phone` and `line` pin a choice the rep made in the sidebar.
         */
        BesideQuery: {
            /** Account */
            account: string;
            /**
             * Crm
             * @example hubspot
             */
            crm: string;
            /** Id */
            id: string;
            /**
             * Line
             * @default null
             */
            line: string | null;
            /**
             * Name
             * @default null
             */
            name: string | null;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @default null
             */
            phone: string | null;
            /** Phones */
            phones?: string[];
            /**
             * Type
             * @enum {string}
             */
            type: "contact" | "lead" | "deal" | "company" | "ticket";
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * ChoosePerson
         * @description Who is meant on this record; remembered for the whole workspace.
         */
        ChoosePerson: {
            /** Person */
            person: string;
            record: components["schemas"]["RecordRef"];
        };
        /**
         * Composing
         * @description What the checks of a draft need to know of the workspace and the conversation.
         */
        Composing: {
            /**
             * Block Warnings
             * @description Kinds of sensitive data that are refused here, by the policy
             */
            block_warnings?: string[];
            /** Blocked Risks */
            blocked_risks?: string[];
            /**
             * Brand
             * @default
             */
            brand: string;
            /**
             * Copied
             * @description How many others got a wording within the hour, from three on. A wording goes by the first 16 hexadecimal characters of the SHA-256 of its fingerprint (docs/hints.md); no words are told
             */
            copied?: {
                [key: string]: number;
            };
            /**
             * Copied Today
             * @description The same of the last day, from this line alone, as its cap counts them
             */
            copied_today?: {
                [key: string]: number;
            };
            /**
             * Days Since Opt Out Line
             * @default null
             */
            days_since_opt_out_line: number | null;
            /**
             * First To Number
             * @default false
             */
            first_to_number: boolean;
            /** Link Domains */
            link_domains?: string[];
            /**
             * Max Segments
             * @default 10
             */
            max_segments: number;
            /**
             * Most Alike
             * @description From so many `copied_today` on the press is refused; null without caps
             * @default null
             */
            most_alike: number | null;
            /**
             * Opt Out Line
             * @default Reply STOP to opt out.
             */
            opt_out_line: string;
            /** Plain Words */
            plain_words?: {
                [key: string]: string;
            };
            /**
             * Scope
             * @default informational
             * @enum {string}
             */
            scope: "none" | "conversational" | "informational" | "marketing";
            /**
             * Warn Segments
             * @default 3
             */
            warn_segments: number;
        };
        /**
         * Connection
         * @description A CRM account. `words` say how it stands; `reason` is the code of what went wrong last.
         *
         *     `account` is the portal, org or host, as records name it.
         */
        Connection: {
            /** Account */
            account: string;
            /**
             * Answered At
             * @default null
             */
            answered_at: string | null;
            /**
             * Crm
             * @example hubspot
             */
            crm: string;
            /** Crm Name */
            crm_name: string;
            /**
             * Failed At
             * @default null
             */
            failed_at: string | null;
            /** Id */
            id: string;
            /** Linked At */
            linked_at: string;
            /** Name */
            name: string;
            /**
             * Reason
             * @default null
             */
            reason: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "live" | "needs_sign_in" | "unavailable" | "disconnected";
            /** Words */
            words: string;
        };
        /**
         * Connections
         * @description Every CRM account that was linked, the first one first.
         */
        Connections: {
            /** Items */
            items: components["schemas"]["Connection"][];
        };
        /**
         * ConsentCard
         * @description Where consent stands for one phone, in one sentence and in parts.
         */
        ConsentCard: {
            /**
             * Asked At
             * @description When we last asked for consent by text
             * @default null
             */
            asked_at: string | null;
            /** @default null */
            open: components["schemas"]["OpenRevocation"] | null;
            /** Phone */
            phone: string;
            /**
             * @description What we asked, while there is no answer
             * @default null
             */
            question: components["schemas"]["Question"] | null;
            /** Scopes */
            scopes?: components["schemas"]["ScopeCard"][];
            /**
             * Standing
             * @enum {string}
             */
            standing: "none" | "unverified" | "given" | "revoked" | "held";
            /** Words */
            words: string;
        };
        /**
         * ConsentChanged
         * @description Whether this phone may be texted has changed: ask for the verdict again.
         */
        ConsentChanged: {
            /** Opted Out */
            opted_out: boolean;
            /** Phone */
            phone: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "consent";
        };
        /**
         * ConsentHistory
         * @description Everything known about consent of one phone, newest first.
         */
        ConsentHistory: {
            card: components["schemas"]["ConsentCard"];
            /** Items */
            items: components["schemas"]["ConsentLine"][];
            /**
             * Next Cursor
             * @default null
             */
            next_cursor: string | null;
        };
        /**
         * ConsentLine
         * @description One line of the ledger in plain words, with what proves it.
         */
        ConsentLine: {
            /** At */
            at: string;
            /** @default null */
            author: components["schemas"]["MemberRef"] | null;
            /** Evidence */
            evidence?: components["schemas"]["EvidenceRef"][];
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Message Id
             * @default null
             */
            message_id: string | null;
            /** Method */
            method: string;
            /**
             * Note
             * @description What the colleague added who wrote it down
             * @default
             */
            note: string;
            /**
             * Obtained At
             * @description When it was given; `at` is when it was written down
             */
            obtained_at: string;
            /**
             * Quote
             * @description Their own words, or those that were said
             * @default
             */
            quote: string;
            /** Scope */
            scope: string;
            /**
             * Source Url
             * @default null
             */
            source_url: string | null;
            /**
             * Until
             * @default null
             */
            until: string | null;
            /**
             * Verified
             * @description False: somebody says so, and nothing proves it
             * @default true
             */
            verified: boolean;
            /**
             * Wording
             * @description What they were shown or asked, exactly
             * @default null
             */
            wording: string | null;
            /**
             * Words
             * @description What happened, e.g. `Kim Doe recorded consent by phone`
             */
            words: string;
        };
        /**
         * ConsentQuery
         * @description Which phone, and from where on.
         */
        ConsentQuery: {
            /**
             * Before
             * @default null
             */
            before: string | null;
            /**
             * Limit
             * @default 30
             */
            limit: number;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * ContextCard
         * @description The record as its CRM has it. All text is the CRM's: shown as text and nothing else.
         *
         *     What `state` means stands in `words`. `POST /v1/records/refresh` reads it anew.
         */
        ContextCard: {
            /**
             * Crm Name
             * @default
             */
            crm_name: string;
            /**
             * Fetched At
             * @default null
             */
            fetched_at: string | null;
            /** Fields */
            fields?: components["schemas"]["ContextField"][];
            /**
             * Language
             * @description The language that they speak, as a tag
             * @default null
             */
            language: string | null;
            /** @default null */
            merged_into: components["schemas"]["RecordRef"] | null;
            /**
             * Opted Out
             * @default false
             */
            opted_out: boolean;
            /** Related */
            related?: components["schemas"]["RelatedItem"][];
            /**
             * State
             * @default none
             * @enum {string}
             */
            state: "fresh" | "stale" | "loading" | "gone" | "merged" | "needs_sign_in" | "slow" | "unavailable" | "throttled" | "none";
            /**
             * Url
             * @description Where the CRM shows it
             * @default null
             */
            url: string | null;
            /**
             * Values
             * @description With those of each value that can be written so: `visit|date`, `visit|time`, `amount|money`, `name|first_name`
             */
            values?: components["schemas"]["MergeValue"][];
            /**
             * Words
             * @default
             */
            words: string;
        };
        /**
         * ContextField
         * @description A line of the card: `label` is in the CRM's words, `at` when it was read there.
         */
        ContextField: {
            /** At */
            at: string;
            /** Label */
            label: string;
            /**
             * Url
             * @default null
             */
            url: string | null;
            /** Value */
            value: string;
        };
        /**
         * CrmSync
         * @description Whether a text stands in the linked CRM.
         *
         *     pending: it will · failed: it does not, a person has to look · gone: its record, or the entry,
         *     was deleted there. `crm` is which one; of several that are linked the one with a problem.
         */
        CrmSync: {
            /** Crm */
            crm: string;
            /**
             * State
             * @enum {string}
             */
            state: "pending" | "written" | "failed" | "gone";
            /**
             * Url
             * @description The record in the CRM on which it stands
             * @default null
             */
            url: string | null;
            /**
             * Words
             * @description For a rep, e.g. `In HubSpot`
             */
            words: string;
        };
        /**
         * Event
         * @description One committed fact.
         */
        Event: {
            /** At */
            at: string;
            /** Data */
            data: components["schemas"]["MessageChanged"] | components["schemas"]["NoteAdded"] | components["schemas"]["TimelineEventAdded"] | components["schemas"]["ConsentChanged"] | components["schemas"]["PersonChanged"] | components["schemas"]["RecordChanged"] | components["schemas"]["ReadMarked"] | components["schemas"]["WorkspaceChanged"];
            /** Seq */
            seq: number;
            /**
             * Type
             * @default event
             * @constant
             */
            type: "event";
        };
        /**
         * EventItem
         * @description Something that happened and belongs in the story, in words (`Kim opted out`).
         */
        EventItem: {
            /** At */
            at: string;
            /** Id */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "event";
            /** Person Id */
            person_id: string;
            /** Seq */
            seq: number;
            /** Thread Id */
            thread_id: string | null;
            /** Type */
            type: string;
            /** Version */
            version: number;
            /** Words */
            words: string;
        };
        /**
         * Evidence
         * @description What a reason rests on: a text, a line of the ledger, a rule in force, a clock.
         */
        Evidence: {
            /**
             * At
             * @default null
             */
            at: string | null;
            /**
             * Id
             * @default null
             */
            id: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "message" | "consent" | "rule" | "local_time" | "number" | "line" | "count" | "policy" | "text";
            /**
             * Source
             * @description Where a rule comes from
             * @default null
             */
            source: string | null;
            /**
             * Version
             * @default null
             */
            version: string | null;
            /** Words */
            words: string;
        };
        /**
         * EvidenceRef
         * @description A file behind a line of the ledger. `GET /v1/consent/evidence/{id}` has it.
         */
        EvidenceRef: {
            /** Bytes */
            bytes: number;
            /** Content Type */
            content_type: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
        };
        /**
         * Failure
         * @description Why a text did not go, or why nobody knows yet whether it did, and what to do next.
         */
        Failure: {
            /** Code */
            code: string;
            /**
             * Next
             * @description What to offer, the best first. `settle`: `POST /v1/messages/{id}/settle`
             */
            next: ("edit_and_resend" | "other_number" | "call" | "tell_admin" | "wait" | "settle" | "nothing")[];
            /**
             * Title
             * @description In a few words, e.g. `Number can't receive texts`
             */
            title: string;
            /**
             * Words
             * @description What happened and what helps, in a sentence or two
             */
            words: string;
        };
        /**
         * FoundPeople
         * @description At most twenty, the likeliest first. `more`: there are others, so type on. `silent` are
         *     linked CRMs that have not answered, by what people call them.
         */
        FoundPeople: {
            /** Items */
            items: components["schemas"]["FoundPerson"][];
            /** More */
            more: boolean;
            /** Silent */
            silent?: string[];
        };
        /**
         * FoundPerson
         * @description Somebody whose the number may be: known here (`person`), a contact or lead of a linked CRM
         *     (`record`), or both. `title` is their role, `owner` the colleague who has them; of a CRM's
         *     record all text is the CRM's. `why` says what was found, in a few words.
         */
        FoundPerson: {
            /** Company */
            company: string;
            /** Crm Name */
            crm_name: string;
            /** Last Texted At */
            last_texted_at: string | null;
            /** Name */
            name: string;
            /** Owner */
            owner: string;
            /** Person */
            person: string | null;
            /** Phone */
            phone: string;
            record: components["schemas"]["RecordRef"] | null;
            /** Title */
            title: string;
            /** Url */
            url: string | null;
            /** Why */
            why: string;
        };
        /**
         * FoundRecord
         * @description A contact or lead that has the number. `people` are those here that it means already.
         */
        FoundRecord: {
            /** Company */
            company: string;
            /** Crm Name */
            crm_name: string;
            /** Name */
            name: string;
            /** People */
            people: components["schemas"]["PersonRef"][];
            record: components["schemas"]["RecordRef"];
            /** Title */
            title: string;
            /** Url */
            url: string | null;
        };
        /**
         * FoundRecords
         * @description `complete` is False while a CRM did not answer; `create` leads to the CRMs' own pages;
         *     `not_customer` is what a colleague said of the number.
         */
        FoundRecords: {
            /** Complete */
            complete: boolean;
            /** Create */
            create?: components["schemas"]["NewContact"][];
            /** Items */
            items: components["schemas"]["FoundRecord"][];
            /**
             * Not Customer
             * @default false
             */
            not_customer: boolean;
        };
        /**
         * Hello
         * @description Sent by the client within five seconds; `cursor` is the last seq it has applied.
         */
        Hello: {
            /**
             * Cursor
             * @default null
             */
            cursor: number | null;
            /** Token */
            token: string;
            /**
             * Type
             * @constant
             */
            type: "hello";
        };
        /**
         * Library
         * @description A page of them by name. `version` changes whenever any of them does; `recent` are those that
         *     this member sent last, before the first page of all.
         */
        Library: {
            /** Items */
            items: components["schemas"]["LibraryItem"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Recent */
            recent: components["schemas"]["LibraryItem"][];
            /** Version */
            version: string;
        };
        /**
         * LibraryItem
         * @description An approved picture or file. `alt` says what it shows.
         */
        LibraryItem: {
            /** Alt */
            alt: string;
            /** Folder */
            folder: string;
            /** Id */
            id: string;
            /** @description Its id goes with a text as that of an upload does */
            media: components["schemas"]["MediaItem"];
            /** Name */
            name: string;
            /** Tags */
            tags: string[];
            /** Version */
            version: number;
        };
        /**
         * LibraryQuery
         * @description What to look for, and where to go on.
         */
        LibraryQuery: {
            /**
             * After
             * @description `next_cursor` of the page before
             * @default
             */
            after: string;
            /**
             * Folder
             * @default null
             */
            folder: string | null;
            /**
             * Limit
             * @default 40
             */
            limit: number;
            /**
             * Search
             * @description Words of name, description, folder or tags, in whole or in part
             * @default
             */
            search: string;
        };
        /**
         * Line
         * @description A number we text from.
         */
        Line: {
            /** Display */
            display: string;
            /** Id */
            id: string;
            /**
             * Media Limit
             * @description Of all media of one text, in bytes
             * @default 600000
             */
            media_limit: number;
            /**
             * Mms
             * @description Whether media can go with a text
             * @default true
             */
            mms: boolean;
            /** Name */
            name: string;
            /**
             * Pause Reason
             * @default null
             */
            pause_reason: string | null;
            /** Phone */
            phone: string;
            /**
             * State
             * @enum {string}
             */
            state: "requested" | "verifying" | "live" | "paused";
        };
        /**
         * LinkNumber
         * @description A number that nobody has is this person's, or belongs to that record of a linked CRM.
         */
        LinkNumber: {
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /** @default null */
            record: components["schemas"]["RecordRef"] | null;
        };
        /**
         * LinkPerson
         * @description This person is that record of the CRM. What was logged on `instead_of` moves there.
         */
        LinkPerson: {
            /** @default null */
            instead_of: components["schemas"]["RecordRef"] | null;
            /** Person */
            person: string;
            record: components["schemas"]["RecordRef"];
        };
        /**
         * LinkedNumber
         * @description Whose it is now. `texts` is how many came along.
         */
        LinkedNumber: {
            person: components["schemas"]["PersonRef"];
            /** Texts */
            texts: number;
        };
        /**
         * LocalTime
         * @description The person's clock: one zone, or none when their number does not say.
         */
        LocalTime: {
            /**
             * Ambiguous
             * @default false
             */
            ambiguous: boolean;
            /** Place */
            place: string | null;
            /** Zone */
            zone: string | null;
        };
        /**
         * Mark
         * @description What to know of a text that arrived: parts are missing, it was cut short, media came.
         */
        Mark: {
            /**
             * Code
             * @enum {string}
             */
            code: "parts_missing" | "truncated" | "media" | "erased" | "expired" | "cached_values";
            /** Words */
            words: string;
        };
        /**
         * MarkCustomer
         * @description Whether a number that nobody knows may be a customer's. Marked ones are not listed.
         */
        MarkCustomer: {
            /** Customer */
            customer: boolean;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
        };
        /**
         * MarkRead
         * @description Everything of this person up to `seq` has been on this member's screen.
         */
        MarkRead: {
            /** Seq */
            seq: number;
        };
        /**
         * Me
         * @description The signed-in member.
         */
        Me: {
            /** Email */
            email: string;
            /** May Send */
            may_send: boolean;
            member: components["schemas"]["MemberRef"];
            /**
             * Role
             * @enum {string}
             */
            role: "rep" | "lead" | "admin" | "auditor";
            workspace: components["schemas"]["Workspace"];
        };
        /**
         * MediaItem
         * @description A picture or file of a text. `GET /v1/media/{id}` has it when it is `ready`.
         *
         *     pending: on its way from the carrier · failed: it could not be fetched, `words` says why ·
         *     blocked: a virus scan refused it.
         */
        MediaItem: {
            /** Bytes */
            bytes: number | null;
            /** Content Type */
            content_type: string;
            /**
             * Height
             * @default null
             */
            height: number | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "image" | "video" | "audio" | "pdf" | "vcard" | "file";
            /** Name */
            name: string;
            /**
             * State
             * @enum {string}
             */
            state: "pending" | "ready" | "failed" | "blocked";
            /**
             * Thumbnail
             * @description `GET /v1/media/{id}/thumbnail` has one
             * @default false
             */
            thumbnail: boolean;
            /**
             * Width
             * @default null
             */
            width: number | null;
            /**
             * Words
             * @default null
             */
            words: string | null;
        };
        /**
         * MemberRef
         * @description Who wrote, owns or looks: a colleague by name.
         */
        MemberRef: {
            /** Id */
            id: string;
            /** Initials */
            initials: string;
            /** Name */
            name: string;
        };
        /**
         * MergeValue
         * @description What a merge field means here, where that is from, and when it was read there.
         */
        MergeValue: {
            /** At */
            at: string;
            /** Name */
            name: string;
            /** Source */
            source: string;
            /** Value */
            value: string;
        };
        /**
         * MessageChanged
         * @description A text was written, arrived, or changed its state.
         */
        MessageChanged: {
            item: components["schemas"]["MessageItem"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message";
        };
        /**
         * MessageItem
         * @description A text, in or out. `seq` is the event that made it; `version` rises with each change.
         */
        MessageItem: {
            /** At */
            at: string;
            author: components["schemas"]["MemberRef"] | null;
            /**
             * Client Key
             * @default null
             */
            client_key: string | null;
            /**
             * @description Null where no linked CRM is told of it
             * @default null
             */
            crm: components["schemas"]["CrmSync"] | null;
            /**
             * Direction
             * @enum {string}
             */
            direction: "in" | "out";
            /** @default null */
            failure: components["schemas"]["Failure"] | null;
            /** Id */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "message";
            /** Line Id */
            line_id: string;
            /** @default null */
            mark: components["schemas"]["Mark"] | null;
            /** Media */
            media?: components["schemas"]["MediaItem"][];
            /** Origin */
            origin: ("human" | "automation" | "ai_assisted") | null;
            /** Person Id */
            person_id: string;
            /** Phone */
            phone: string;
            /** Segments */
            segments: number;
            /**
             * Send At
             * @description When it goes, or went, if not at once
             * @default null
             */
            send_at: string | null;
            /** Seq */
            seq: number;
            /**
             * State
             * @enum {string}
             */
            state: "received" | "held" | "queued" | "submitting" | "uncertain" | "submitted" | "delivered" | "undelivered" | "rejected" | "failed" | "canceled" | "lapsed";
            /**
             * State Words
             * @description The state as a rep reads it, e.g. `Sent`
             */
            state_words: string;
            /**
             * Template Id
             * @default null
             */
            template_id: string | null;
            /** Text */
            text: string;
            /** Thread Id */
            thread_id: string;
            /**
             * Undo Until
             * @default null
             */
            undo_until: string | null;
            /** Version */
            version: number;
        };
        /**
         * NewContact
         * @description Where a CRM makes a contact; nothing is made there by us.
         */
        NewContact: {
            /** Crm Name */
            crm_name: string;
            /** Url */
            url: string;
        };
        /**
         * NewNote
         * @description An internal note on a person.
         */
        NewNote: {
            /**
             * Client Key
             * @example p7bDkq2mR8x1
             */
            client_key: string;
            /** Text */
            text: string;
        };
        /**
         * NewPerson
         * @description Someone the workspace has not met: as the CRM page shows them.
         */
        NewPerson: {
            /** Name */
            name: string;
            /** @default null */
            record: components["schemas"]["RecordRef"] | null;
        };
        /**
         * NewProposal
         * @description A text of one's own as a template: the words as they are to read, with merge fields.
         */
        NewProposal: {
            /** Body */
            body: string;
            /**
             * Folder
             * @default
             */
            folder: string;
            /** Message */
            message: string;
            /** Name */
            name: string;
            /**
             * Note
             * @description A word to whoever reviews it
             * @default
             */
            note: string;
        };
        /**
         * NotThem
         * @description The record does not mean this person. `person` is who it means instead, if anybody here is;
         *     what was logged of the wrong one on it moves away.
         */
        NotThem: {
            /** Not Person */
            not_person: string;
            /**
             * Person
             * @default null
             */
            person: string | null;
            record: components["schemas"]["RecordRef"];
        };
        /**
         * NoteAdded
         * @description A note was written.
         */
        NoteAdded: {
            item: components["schemas"]["NoteItem"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "note";
        };
        /**
         * NoteItem
         * @description An internal note. It never leaves the workspace.
         */
        NoteItem: {
            /** At */
            at: string;
            author: components["schemas"]["MemberRef"] | null;
            /**
             * Client Key
             * @default null
             */
            client_key: string | null;
            /** Id */
            id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "note";
            /** Person Id */
            person_id: string;
            /** Seq */
            seq: number;
            /** Text */
            text: string;
            /** Version */
            version: number;
        };
        /**
         * OpenRevocation
         * @description A text that probably asks us to stop, or says the number is somebody else's.
         *
         *     Nothing can be sent until a person says what it is, at the latest at `due_at`.
         */
        OpenRevocation: {
            /** Due At */
            due_at: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "opt_out" | "wrong_number";
            /** Message Id */
            message_id: string;
            /** Opened At */
            opened_at: string;
            /** Quote */
            quote: string;
            /**
             * Words
             * @description Why it was held, in a sentence
             */
            words: string;
        };
        /**
         * Override
         * @description Going past one refusal that the policy lets a person go past, and why.
         */
        Override: {
            /** Code */
            code: string;
            /** Reason */
            reason: string;
        };
        /**
         * PageAdapters
         * @description What this workspace's admins described; `version` rises with every change. Each is of the
         *     shape of `PageAdapter`, without the fields that were not given.
         */
        PageAdapters: {
            /** Adapters */
            adapters: {
                [key: string]: unknown;
            }[];
            /** Version */
            version: number;
        };
        /**
         * PageReport
         * @description A page whose address names a record, but whose parts were not found: it was rebuilt.
         *
         *     `adapter_version` is the extension's release, or `own <version>` of what admins described.
         */
        PageReport: {
            /** Adapter Version */
            adapter_version: string;
            /**
             * Crm
             * @example hubspot
             */
            crm: string;
            structure: components["schemas"]["PageStructure"];
        };
        /**
         * PageStructure
         * @description A page's structure without a word of it: what was not found, how many of each element, and
         *     one line for each kind of child.
         */
        PageStructure: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Missing */
            missing: ("record" | "heading" | "phones")[];
            /** Outline */
            outline: string[];
        };
        /**
         * PersonCard
         * @description A person as a chooser or a header shows them.
         */
        PersonCard: {
            /** Company */
            company: string;
            /** First Name */
            first_name: string;
            /** @default null */
            hint: components["schemas"]["PersonHint"] | null;
            /** Id */
            id: string;
            /** Last Inbound At */
            last_inbound_at: string | null;
            /** Last Outbound At */
            last_outbound_at: string | null;
            local_time: components["schemas"]["LocalTime"] | null;
            /** Name */
            name: string;
            /** Opted Out At */
            opted_out_at: string | null;
            owner: components["schemas"]["MemberRef"] | null;
            /** Phones */
            phones: components["schemas"]["PersonPhone"][];
            /** Title */
            title: string;
            /** Version */
            version: number;
        };
        /**
         * PersonChanged
         * @description A person, or whom a record means, has changed: fetch the snapshot again.
         */
        PersonChanged: {
            person: components["schemas"]["PersonRef"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "person";
        };
        /**
         * PersonHint
         * @description Why the record means this person: `reason` is a code, `words` its sentence. `role` is what
         *     they are in a deal or ticket, in the CRM's words.
         */
        PersonHint: {
            /**
             * Primary
             * @default false
             */
            primary: boolean;
            /**
             * Reason
             * @default
             */
            reason: string;
            /**
             * Role
             * @default
             */
            role: string;
            /**
             * Words
             * @default
             */
            words: string;
        };
        /**
         * PersonPhone
         * @description One number of a person. `problem` says in words why it can't be texted, if so.
         */
        PersonPhone: {
            /** Display */
            display: string;
            /** E164 */
            e164: string | null;
            /**
             * Former
             * @description The CRM has another number in its place by now
             * @default false
             */
            former: boolean;
            /** Label */
            label: string;
            /**
             * Problem
             * @default null
             */
            problem: string | null;
            /** Raw */
            raw: string;
            /**
             * Shared With
             * @description How many other people use this number
             * @default 0
             */
            shared_with: number;
        };
        /**
         * PersonRef
         * @description A person by name.
         */
        PersonRef: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * Ping
         * @description Every 20 s; also keeps an extension's service worker alive.
         */
        Ping: {
            /** Head */
            head: number;
            /**
             * Type
             * @default ping
             * @constant
             */
            type: "ping";
        };
        /**
         * Place
         * @description Where a queued text stands. `ahead` counts texts that leave before it.
         */
        Place: {
            /** Ahead */
            ahead: number;
            /**
             * Leaves At
             * @description At the present pace; null when nobody knows
             */
            leaves_at: string | null;
            /** Words */
            words: string;
        };
        /**
         * Pong
         * @description The client's answer to a `Ping`.
         */
        Pong: {
            /**
             * Type
             * @constant
             */
            type: "pong";
        };
        /**
         * Problem
         * @description RFC 9457. `code` is stable; `detail` is a sentence for the person who reads it.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /**
         * Proposal
         * @description What became of a proposal of this member's. `words` is what was said about it last: a
         *     reason for sending it back, for approving or retiring it.
         */
        Proposal: {
            /** At */
            at: string;
            /** Name */
            name: string;
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "in_review" | "sent_back" | "approved" | "retired";
            /**
             * State Words
             * @description E.g. `Waits for review`
             */
            state_words: string;
            /** Template Id */
            template_id: string;
            /** Words */
            words: string;
        };
        /**
         * Proposals
         * @description The newest first, at most twenty.
         */
        Proposals: {
            /** Items */
            items: components["schemas"]["Proposal"][];
        };
        /**
         * Question
         * @description Our question for consent, as long as they have not answered it; `id` is its line of the
         *     ledger.
         */
        Question: {
            /** At */
            at: string;
            /**
             * @description Who asked; null where a web form did
             * @default null
             */
            author: components["schemas"]["MemberRef"] | null;
            /** Id */
            id: string;
            /**
             * Line
             * @description The name of our line it went from
             * @default
             */
            line: string;
            /**
             * Message Id
             * @default null
             */
            message_id: string | null;
            /**
             * Words
             * @description The text that was sent, exactly
             */
            words: string;
        };
        /**
         * ReadMarked
         * @description A member has read a person's texts up to `seq_read` (on any of their screens).
         */
        ReadMarked: {
            /** Member Id */
            member_id: string;
            /** Person Id */
            person_id: string;
            /** Seq Read */
            seq_read: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "read";
        };
        /**
         * Ready
         * @description Accepted. `head` is the newest seq; what is newer than the cursor follows.
         */
        Ready: {
            /** Head */
            head: number;
            /**
             * Type
             * @default ready
             * @constant
             */
            type: "ready";
        };
        /**
         * RecordCard
         * @description The CRM record that is open. `name` is the heading of the chooser.
         */
        RecordCard: {
            /** Account */
            account: string;
            /** Crm */
            crm: string;
            /** Id */
            id: string;
            /**
             * Known
             * @description False when this record was never linked to a person
             */
            known: boolean;
            /** Name */
            name: string | null;
            /**
             * Type
             * @enum {string}
             */
            type: "contact" | "lead" | "deal" | "company" | "ticket";
        };
        /**
         * RecordChanged
         * @description What the CRM says of a record has changed, or is known to be old: if it is open, fetch the
         *     snapshot again, and read the record anew when its context is not fresh.
         */
        RecordChanged: {
            record: components["schemas"]["RecordKey"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "record";
        };
        /**
         * RecordConsent
         * @description Consent that was given outside of texts, as somebody attests.
         *
         *     `person` or `new_person`, the one whom the page shows, names whose number it is; neither where
         *     only the number is known. `words` are what was said or signed. `written` needs evidence that was
         *     uploaded before. `basis` is for numbers of Canada, where a purchase or an inquiry on `basis_at`
         *     implies consent for a time.
         */
        RecordConsent: {
            /**
             * Basis
             * @default null
             */
            basis: ("purchase" | "inquiry") | null;
            /**
             * Basis At
             * @default null
             */
            basis_at: string | null;
            /**
             * Client Key
             * @example p7bDkq2mR8x1
             */
            client_key: string;
            /** Evidence */
            evidence?: string[];
            /**
             * Method
             * @enum {string}
             */
            method: "verbal" | "paper";
            /** @default null */
            new_person: components["schemas"]["NewPerson"] | null;
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Obtained At
             * @default null
             */
            obtained_at: string | null;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /**
             * Scope
             * @default informational
             * @enum {string}
             */
            scope: "conversational" | "informational" | "marketing";
            /**
             * Strength
             * @default express
             * @enum {string}
             */
            strength: "express" | "written";
            /** Words */
            words: string;
        };
        /**
         * RecordKey
         * @description A CRM record, as told: what clients ask by is a `RecordRef`.
         */
        RecordKey: {
            /** Account */
            account: string;
            /** Crm */
            crm: string;
            /** Id */
            id: string;
            /**
             * Type
             * @enum {string}
             */
            type: "contact" | "lead" | "deal" | "company" | "ticket";
        };
        /**
         * RecordOptOut
         * @description They asked to stop by another way than a text. Nobody here can undo it.
         */
        RecordOptOut: {
            /**
             * Channel
             * @enum {string}
             */
            channel: "phone" | "email" | "in_person" | "letter" | "web" | "other";
            /**
             * Client Key
             * @example p7bDkq2mR8x1
             */
            client_key: string;
            /** @default null */
            new_person: components["schemas"]["NewPerson"] | null;
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /**
             * Told At
             * @default null
             */
            told_at: string | null;
            /**
             * Words
             * @default
             */
            words: string;
        };
        /**
         * RecordRef
         * @description A record of a CRM as its URL names it. `account` is the portal, org or host.
         */
        RecordRef: {
            /** Account */
            account: string;
            /**
             * Crm
             * @example hubspot
             */
            crm: string;
            /** Id */
            id: string;
            /**
             * Type
             * @enum {string}
             */
            type: "contact" | "lead" | "deal" | "company" | "ticket";
        };
        /**
         * RecordWrongNumber
         * @description The number is not this person's.
         */
        RecordWrongNumber: {
            /**
             * Client Key
             * @example p7bDkq2mR8x1
             */
            client_key: string;
            /** @default null */
            new_person: components["schemas"]["NewPerson"] | null;
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
        };
        /**
         * RefreshRecord
         * @description Read a record in its CRM now; it is answered within three seconds, whatever the CRM does.
         */
        RefreshRecord: {
            /** Account */
            account: string;
            /**
             * Crm
             * @example hubspot
             */
            crm: string;
            /** Id */
            id: string;
            /**
             * Type
             * @enum {string}
             */
            type: "contact" | "lead" | "deal" | "company" | "ticket";
        };
        /**
         * Refreshed
         * @description `people_changed`: whom the record means is not what it was; fetch the snapshot again.
         */
        Refreshed: {
            context: components["schemas"]["ContextCard"];
            /** People Changed */
            people_changed: boolean;
        };
        /**
         * RelatedItem
         * @description What goes on with the person: an open deal, one of the latest tickets, the last order.
         *
         *     All text is the CRM's. `amount` is a decimal number as text, `currency` its ISO 4217 code; each
         *     is empty where the CRM does not say. `at` is when it was read there.
         */
        RelatedItem: {
            /** Amount */
            amount: string;
            /** At */
            at: string;
            /** Changed At */
            changed_at: string | null;
            /** Closes On */
            closes_on: string | null;
            /** Currency */
            currency: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "deal" | "ticket" | "order";
            /** Stage */
            stage: string;
            /** Title */
            title: string;
            /** Url */
            url: string | null;
        };
        /**
         * Remedy
         * @description What would change the verdict. A client that knows the code offers it as a button.
         */
        Remedy: {
            /**
             * At
             * @description For `send_later`: when it would go
             * @default null
             */
            at: string | null;
            /**
             * Code
             * @enum {string}
             */
            code: "choose_line" | "choose_number" | "mend_in_crm" | "ask_consent" | "record_consent" | "send_later" | "override" | "settle_revocation" | "say_where" | "call" | "tell_admin" | "edit_text" | "wait" | "still_theirs" | "not_theirs" | "nothing";
            /** Words */
            words: string;
        };
        /**
         * Reset
         * @description Too much happened since the cursor: fetch snapshots and go on from `head`.
         */
        Reset: {
            /** Head */
            head: number;
            /**
             * Type
             * @default reset
             * @constant
             */
            type: "reset";
        };
        /**
         * SayWhere
         * @description Where somebody is, as they said. It goes before the CRM and the area code; said again, the
         *     later holds.
         *
         *     Exactly one of `person` and `new_person` names who. `state` is a state, territory or province
         *     of the US or Canada; where it has several time zones, `zone` says which, and without one all of
         *     them count. Elsewhere `zone` alone says it.
         */
        SayWhere: {
            /** @default null */
            new_person: components["schemas"]["NewPerson"] | null;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /**
             * State
             * @default null
             */
            state: string | null;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * ScopeCard
         * @description What they agreed to. `until` is when it ends by itself.
         */
        ScopeCard: {
            /**
             * Scope
             * @enum {string}
             */
            scope: "conversational" | "informational" | "marketing";
            /** Since */
            since: string;
            /**
             * Strength
             * @enum {string}
             */
            strength: "implied" | "express" | "written";
            /**
             * Until
             * @default null
             */
            until: string | null;
            /**
             * Verified
             * @default true
             */
            verified: boolean;
        };
        /**
         * SearchNumber
         * @description Who has this number in the linked CRMs?
         */
        SearchNumber: {
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
        };
        /**
         * SearchPeople
         * @description What a rep types of a name, a company, an e-mail address or a number.
         */
        SearchPeople: {
            /** Said */
            said: string;
        };
        /**
         * SendMessage
         * @description One press of Send.
         *
         *     `seen` is the `seq` of the newest item of this person on the rep's screen and `pending` the
         *     keys of the rep's own texts there that had no `seq` yet. Exactly one of `person` and
         *     `new_person` names who gets it.
         */
        SendMessage: {
            /**
             * Accept Values
             * @description The `accept` of a `values_changed` or `values_held`, to send as it is
             * @default null
             */
            accept_values: string | null;
            /**
             * Ai Assisted
             * @default false
             */
            ai_assisted: boolean;
            /**
             * Client Key
             * @example p7bDkq2mR8x1
             */
            client_key: string;
            /** Line */
            line: string;
            /** Media */
            media?: string[];
            /** @default null */
            new_person: components["schemas"]["NewPerson"] | null;
            /** Overrides */
            overrides?: components["schemas"]["Override"][];
            /** Pending */
            pending?: string[];
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /**
             * Press
             * @description The `press` of the verdict that stood above the composer
             * @default null
             */
            press: string | null;
            /**
             * @description The CRM's record that is open, on which the text is logged
             * @default null
             */
            record: components["schemas"]["RecordRef"] | null;
            /**
             * Seen
             * @default 0
             */
            seen: number;
            /**
             * Send At
             * @description Not before; from a minute to the snapshot's `schedule_days` ahead. Held until then.
             * @default null
             */
            send_at: string | null;
            /**
             * @description What the text says that is a CRM's: read there again before it is held
             * @default null
             */
            shown_values: components["schemas"]["ShownValues"] | null;
            /** @default null */
            template: components["schemas"]["TemplateUse"] | null;
            /** Text */
            text: string;
            /**
             * Typed
             * @description The text as typed, where what leaves was changed to cost less
             * @default null
             */
            typed: string | null;
        };
        /**
         * SentTemplate
         * @description When a template went to this person last, and whose text that was.
         */
        SentTemplate: {
            /** At */
            at: string;
            by: components["schemas"]["MemberRef"] | null;
            /** Template Id */
            template_id: string;
        };
        /**
         * SettleDoubt
         * @description Whose a number is that the CRM has another name for, said by a person who knows.
         */
        SettleDoubt: {
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "still_theirs" | "not_theirs";
        };
        /**
         * SettleRevocation
         * @description What the text meant, said by a person who read it.
         */
        SettleRevocation: {
            /**
             * Note
             * @default
             */
            note: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "upheld" | "dismissed";
        };
        /**
         * ShownValues
         * @description The merge values of a CRM that stand in a text, as the rep saw them, by their names.
         */
        ShownValues: {
            record: components["schemas"]["RecordRef"];
            /** Values */
            values: {
                [key: string]: string;
            };
        };
        /**
         * State
         * @description A state, territory or province; `code` is what `SayWhere` takes, e.g. `FL` or `CA-ON`.
         */
        State: {
            /** Code */
            code: string;
            /**
             * Country
             * @enum {string}
             */
            country: "US" | "CA";
            /** Name */
            name: string;
            /** Zones */
            zones: components["schemas"]["ZoneOfState"][];
        };
        /**
         * States
         * @description All of them, by name.
         */
        States: {
            /** Items */
            items: components["schemas"]["State"][];
        };
        /**
         * SuggestedTemplate
         * @description A template that fits, and why, e.g. `Like what Anna wrote: “another day”`.
         */
        SuggestedTemplate: {
            /** Template Id */
            template_id: string;
            /** Why */
            why: string;
        };
        /**
         * Template
         * @description An approved text with merge fields such as `{{first_name|there}}`.
         */
        Template: {
            /** Body */
            body: string;
            /** Fields */
            fields: string[];
            /** Group */
            group: string;
            /** Id */
            id: string;
            /**
             * Language
             * @description A BCP 47 tag; `und` where nobody said
             * @default und
             */
            language: string;
            /** Name */
            name: string;
            /**
             * Purpose
             * @default conversational
             * @enum {string}
             */
            purpose: "conversational" | "informational" | "marketing";
            /**
             * State
             * @enum {string}
             */
            state: "draft" | "in_review" | "approved" | "retired";
            /** Tags */
            tags?: string[];
            /** Version */
            version: number;
        };
        /**
         * TemplateUse
         * @description Which approved wording a draft began with.
         */
        TemplateUse: {
            /** Id */
            id: string;
            /** Version */
            version: number;
        };
        /**
         * Templates
         * @description All usable templates. `version` changes whenever any of them does.
         */
        Templates: {
            /** Items */
            items: components["schemas"]["Template"][];
            /** Version */
            version: string;
        };
        /**
         * TemplatesBeside
         * @description What of the templates is to be shown first beside a person. Nothing of it is ever sent by
         *     itself.
         *
         *     `suggested` are at most three, the best first; `recent` are the ones that this member used last,
         *     the newest first; `sent` are those that this person got.
         */
        TemplatesBeside: {
            /** Recent */
            recent: string[];
            /** Sent */
            sent: components["schemas"]["SentTemplate"][];
            /** Suggested */
            suggested: components["schemas"]["SuggestedTemplate"][];
        };
        /**
         * TemplatesBesideQuery
         * @description Beside whom, and beside which record of which CRM.
         */
        TemplatesBesideQuery: {
            /**
             * Account
             * @default null
             */
            account: string | null;
            /**
             * Crm
             * @default null
             */
            crm: string | null;
            /**
             * Id
             * @default null
             */
            id: string | null;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Type
             * @default null
             */
            type: ("contact" | "lead" | "deal" | "company" | "ticket") | null;
        };
        /**
         * ThreadRef
         * @description Where the composer writes: one line to one phone. `id` is null until the first text.
         */
        ThreadRef: {
            /** Id */
            id: string | null;
            /** Line Id */
            line_id: string | null;
            /** Person Id */
            person_id: string | null;
            /** Phone */
            phone: string | null;
        };
        /**
         * TimelineEventAdded
         * @description Something else happened that belongs in the timeline.
         */
        TimelineEventAdded: {
            item: components["schemas"]["EventItem"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "timeline";
        };
        /**
         * TimelinePage
         * @description Items from oldest to newest; `next_cursor` reaches the older page before them.
         */
        TimelinePage: {
            /** Items */
            items: (components["schemas"]["MessageItem"] | components["schemas"]["NoteItem"] | components["schemas"]["EventItem"])[];
            /**
             * Next Cursor
             * @default null
             */
            next_cursor: string | null;
        };
        /**
         * TimelineQuery
         * @description Which page of a timeline.
         */
        TimelineQuery: {
            /**
             * Before
             * @default null
             */
            before: string | null;
            /**
             * Limit
             * @default 30
             */
            limit: number;
        };
        /**
         * UnlinkNumber
         * @description The number is not this person's after all: what came along with it leaves them.
         */
        UnlinkNumber: {
            /** Person */
            person: string;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
        };
        /**
         * Unmatched
         * @description Somebody who wrote and whom nobody knows. `found` are the CRM's records with the number.
         */
        Unmatched: {
            /** Display */
            display: string;
            /** Found */
            found: components["schemas"]["FoundRecord"][];
            /** Last Inbound At */
            last_inbound_at: string | null;
            /** Person Id */
            person_id: string;
            /** Phone */
            phone: string;
            /** Searched At */
            searched_at: string | null;
        };
        /**
         * UnmatchedPage
         * @description The newest first, at most fifty.
         */
        UnmatchedPage: {
            /** Create */
            create?: components["schemas"]["NewContact"][];
            /** Items */
            items: components["schemas"]["Unmatched"][];
        };
        /**
         * Unread
         * @description How many threads hold texts this member has not read; counting stops at 100.
         */
        Unread: {
            /** Count */
            count: number;
            /** Threads */
            threads: components["schemas"]["UnreadThread"][];
        };
        /**
         * UnreadThread
         * @description A thread with unread texts, newest first.
         */
        UnreadThread: {
            /** Last Inbound At */
            last_inbound_at: string;
            person: components["schemas"]["PersonRef"];
            /** Phone */
            phone: string;
            /** Thread Id */
            thread_id: string;
        };
        /**
         * UploadQuery
         * @description Over which line it is to go, and how much room there is for it.
         */
        UploadQuery: {
            /** Line */
            line: string;
            /**
             * Link
             * @description It goes as a link in the text, so the line's limit does not matter
             * @default false
             */
            link: boolean;
            /**
             * Room
             * @description What other media leave of the line's limit, in bytes; pictures shrink to it
             * @default null
             */
            room: number | null;
        };
        /**
         * UploadedMedia
         * @description What was uploaded, as it would leave: shrunk, without the place a picture was taken.
         *
         *     `link` is for lines without MMS: an address that lasts 30 days, to be put in the text.
         */
        UploadedMedia: {
            /** Bytes */
            bytes: number | null;
            /** Content Type */
            content_type: string;
            /**
             * Height
             * @default null
             */
            height: number | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "image" | "video" | "audio" | "pdf" | "vcard" | "file";
            /** Link */
            link: string;
            /** Name */
            name: string;
            /**
             * State
             * @enum {string}
             */
            state: "pending" | "ready" | "failed" | "blocked";
            /**
             * Thumbnail
             * @description `GET /v1/media/{id}/thumbnail` has one
             * @default false
             */
            thumbnail: boolean;
            /**
             * Width
             * @default null
             */
            width: number | null;
            /**
             * Words
             * @default null
             */
            words: string | null;
        };
        /**
         * Verdict
         * @description May this member text this phone from this line now, and why.
         *
         *     `press` goes with Send: it proves that a person had this composer open. It is good once and
         *     for ten minutes.
         */
        Verdict: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Press
             * @default null
             */
            press: string | null;
            /** Reasons */
            reasons: components["schemas"]["VerdictReason"][];
            /**
             * Rules Version
             * @default
             */
            rules_version: string;
            /**
             * State
             * @enum {string}
             */
            state: "go" | "wait" | "stop";
            /** Title */
            title: string;
            /**
             * Until
             * @default null
             */
            until: string | null;
            /**
             * Until Words
             * @description E.g. `8:00 AM in Pensacola`
             * @default null
             */
            until_words: string | null;
        };
        /**
         * VerdictQuery
         * @description Ask for one verdict again, for example after an opt-out arrived.
         */
        VerdictQuery: {
            /** Line */
            line: string;
            /**
             * Person
             * @default null
             */
            person: string | null;
            /**
             * Phone
             * @example +17205550142
             */
            phone: string;
            /**
             * Zone
             * @default null
             */
            zone: string | null;
        };
        /**
         * VerdictReason
         * @description One reason: for the rep, for the admin, with its evidence and what would change it.
         *
         *     stop: it can't go · wait: it goes later · note: worth knowing, changes nothing.
         */
        VerdictReason: {
            /**
             * Admin
             * @default
             */
            admin: string;
            /** Code */
            code: string;
            /** Evidence */
            evidence?: components["schemas"]["Evidence"][];
            /**
             * May Override
             * @default false
             */
            may_override: boolean;
            /** Remedies */
            remedies?: components["schemas"]["Remedy"][];
            /**
             * Weight
             * @default stop
             * @enum {string}
             */
            weight: "stop" | "wait" | "note";
            /** Words */
            words: string;
        };
        /**
         * Workspace
         * @description The customer this session belongs to, with the settings a client needs.
         */
        Workspace: {
            /**
             * Hold Seconds
             * @description Time to undo between Send and the carrier, 0 to 30
             */
            hold_seconds: number;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Region
             * @description Where numbers without a country code are read, ISO 3166-1
             */
            region: string;
        };
        /**
         * WorkspaceChanged
         * @description Lines, templates, the library or settings changed: fetch what you show of them again.
         */
        WorkspaceChanged: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "workspace";
            /**
             * What
             * @enum {string}
             */
            what: "lines" | "templates" | "library" | "settings" | "members";
        };
        /**
         * ZoneOfState
         * @description A time zone of a state, by the town that people know it by.
         */
        ZoneOfState: {
            /** Place */
            place: string;
            /** Zone */
            zone: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_badges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BadgesQuery"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Badges"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beside: {
        parameters: {
            query: {
                crm: string;
                account: string;
                type: "contact" | "lead" | "deal" | "company" | "ticket";
                id: string;
                phones?: string[];
                name?: string | null;
                person?: string | null;
                phone?: string | null;
                line?: string | null;
                zone?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Beside"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_consent: {
        parameters: {
            query: {
                phone: string;
                person?: string | null;
                before?: string | null;
                limit?: number;
                zone?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentHistory"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    record_consent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordConsent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentLine"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settle_doubt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                doubt_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleDoubt"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentCard"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceRef"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evidence_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description A range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description As it was */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    record_opt_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordOptOut"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentLine"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask_for_consent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskConsent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settle_revocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                revocation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleRevocation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentCard"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    record_wrong_number: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordWrongNumber"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentLine"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connections"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_library: {
        parameters: {
            query?: {
                /** @description Words of name, description, folder or tags, in whole or in part */
                search?: string;
                folder?: string | null;
                /** @description `next_cursor` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Library"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    use_library_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedMedia"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_media: {
        parameters: {
            query: {
                line: string;
                /** @description What other media leave of the line's limit, in bytes; pictures shrink to it */
                room?: number | null;
                /** @description It goes as a link in the text, so the line's limit does not matter */
                link?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedMedia"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description A range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description As it was */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_thumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description A range of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description As it was */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_place: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_message_now: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settle_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleDoubt"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_page_adapters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAdapters"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    report_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageReport"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchPeople"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPeople"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_people_in_crms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchPeople"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPeople"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_timeline: {
        parameters: {
            query?: {
                before?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkPerson"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    not_them: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotThem"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choose_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoosePerson"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh_record: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRecord"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refreshed"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_records: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchNumber"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundRecords"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_states: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["States"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Templates"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_templates_beside: {
        parameters: {
            query?: {
                person?: string | null;
                crm?: string | null;
                account?: string | null;
                type?: ("contact" | "lead" | "deal" | "company" | "ticket") | null;
                id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesBeside"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_proposals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposals"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    propose_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProposal"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_unmatched: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmatchedPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_customer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkCustomer"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_number: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkNumber"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedNumber"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlink_number: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlinkNumber"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_unread: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verdict: {
        parameters: {
            query: {
                phone: string;
                line: string;
                person?: string | null;
                zone?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    say_where: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SayWhere"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Content */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
