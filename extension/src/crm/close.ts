import { type Adapter, END, PLAIN_PAGE, type TestUrls } from './adapter';

/** Close: a lead is a company; its contacts stand on its page and have no address of their own. */
export const close: Adapter = {
  id: 'close',
  name: 'Close',
  origins: ['https://app.close.com/*'],
  hosts: '^app\\.close\\.com$',
  selfHosted: false,
  records: [`^app\\.close\\.com/(?<type>lead)/(?<id>lead_[0-9A-Za-z]{1,60})${END}`],
  types: { lead: 'company' },
  ids: 'as-is',
  page: PLAIN_PAGE,
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://app.close.com/lead/lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo/ → company lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo (app.close.com)',
  'https://app.close.com/lead/lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo → company lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo (app.close.com)',
  'https://app.close.com/lead/lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo/?activity=sms#top → company lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo (app.close.com)',
  'https://app.close.com/leads/ → none',
  'https://app.close.com/search/save_9f/ → none',
  'https://app.close.com/opportunities/all/ → none',
  'https://app.close.com/lead/new/ → none',
];
