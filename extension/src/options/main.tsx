import { render } from 'preact';
import { t } from '../words';
import { App } from './App';
import './options.css';
import { makeSetup } from './setup';

document.title = t('options.title');
const root = document.getElementById('app');
if (root !== null) render(<App setup={makeSetup(new AbortController().signal)} />, root);
