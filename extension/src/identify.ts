/** What `npm run identify` needs of the extension. */
export { candidates } from './crm/index';
export { locate } from './page/locate';
