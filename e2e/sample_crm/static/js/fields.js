/** What each kind of record shows, in the order of its page. */

const CONTACT_STAGES = ['Prospect', 'Customer', 'Other'];
const DEAL_STAGES = ['New', 'Qualified', 'Proposal', 'Negotiation', 'Won', 'Lost'];

const owner = { key: 'owner', label: 'Owner', kind: 'user' };
const company = { key: 'company_id', label: 'Company', kind: 'company' };
const place = [
  { key: 'city', label: 'City', kind: 'text' },
  { key: 'state', label: 'State', kind: 'text' },
];
const person = [
  { key: 'first_name', label: 'First name', kind: 'text' },
  { key: 'last_name', label: 'Last name', kind: 'text' },
  { key: 'title', label: 'Job title', kind: 'text' },
];

export const FIELDS = {
  contact: [
    ...person, company,
    { key: 'phones', label: 'Phone', kind: 'phones' },
    { key: 'email', label: 'E-mail', kind: 'email' },
    ...place,
    { key: 'stage', label: 'Lifecycle stage', kind: 'choice', choices: CONTACT_STAGES },
    owner,
  ],
  lead: [
    ...person,
    { key: 'company', label: 'Company', kind: 'text' },
    { key: 'phones', label: 'Phone', kind: 'phones' },
    { key: 'email', label: 'E-mail', kind: 'email' },
    ...place,
    { key: 'source', label: 'Source', kind: 'text' },
    { key: 'stage', label: 'Status', kind: 'choice', choices: ['New', 'Working', 'Nurturing'] },
    owner,
  ],
  company: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'industry', label: 'Industry', kind: 'text' },
    { key: 'phones', label: 'Phone', kind: 'phones' },
    { key: 'website', label: 'Website', kind: 'text' },
    { key: 'street', label: 'Street', kind: 'text' },
    ...place,
    { key: 'stage', label: 'Lifecycle stage', kind: 'choice', choices: CONTACT_STAGES },
    owner,
  ],
  deal: [
    { key: 'name', label: 'Deal name', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money' },
    { key: 'stage', label: 'Stage', kind: 'choice', choices: DEAL_STAGES },
    company,
    { key: 'close_date', label: 'Close date', kind: 'date' },
    owner,
  ],
  ticket: [
    { key: 'subject', label: 'Subject', kind: 'text' },
    { key: 'status', label: 'Status', kind: 'choice', choices: ['Open', 'Waiting on customer', 'Solved'] },
    { key: 'priority', label: 'Priority', kind: 'choice', choices: ['Low', 'Normal', 'High'] },
    company,
    { key: 'opened_at', label: 'Opened', kind: 'moment' },
    owner,
  ],
};

export const TITLES = { contact: 'Contacts', company: 'Companies', deal: 'Deals', ticket: 'Tickets', lead: 'Leads' };
export const SINGULAR = { contact: 'Contact', company: 'Company', deal: 'Deal', ticket: 'Ticket', lead: 'Lead' };
export { DEAL_STAGES };

/** A stage's colour: what is going well, what waits, what is urgent. */
export const TONE = {
  Customer: 'good', Won: 'good', Solved: 'good', Negotiation: 'warm', Proposal: 'warm', Working: 'warm',
  'Waiting on customer': 'warm', High: 'hot', Open: 'cool', New: 'cool', Qualified: 'cool', Prospect: 'cool',
};

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });

export const money = (amount) => dollars.format(Number(amount));
export const day = (date) => days.format(new Date(`${date}T00:00:00Z`));
export const moment = (at) => moments.format(new Date(at));
