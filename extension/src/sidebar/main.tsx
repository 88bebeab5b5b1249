/** The sidebar's document: the frame inside a page and the browser's side panel alike. */
import './sidebar.css';
import { render } from 'preact';
import { startSidebar } from './app';
import { DeskContext } from './desk';
import { App } from './ui/App';

const root = document.getElementById('app');
const life = new AbortController();

if (root !== null) {
  document.documentElement.dataset.state = 'loading';
  void startSidebar(life.signal).then((desk) =>
    render(
      <DeskContext.Provider value={desk}>
        <App />
      </DeskContext.Provider>,
      root,
    ),
  );
}
