/* Files for the library: dropped, pasted or chosen, each on its way with its progress. The form
   works without it. */
(() => {
  const form = document.querySelector('form[data-take]');
  const field = form?.querySelector('input[type="file"]');
  const list = form?.querySelector('[data-list]');
  const said = form?.querySelector('[data-said]');
  const drop = form?.querySelector('[data-drop]');
  if (!field || !list || !said || !drop) return;
  document.documentElement.classList.add('scripted');

  const words = form.dataset;
  const queue = [];
  let busy = false;
  let taken = 0;
  let last = '';

  const say = (row, sentence) => {
    row.state.textContent = sentence;
  };
  const end = (row, tone, sentence) => {
    row.li.className = tone;
    row.bar.remove();
    row.cancel.remove();
    say(row, sentence);
    said.textContent = `${row.file.name}: ${sentence}`;
  };

  function made(tag, text = '') {
    const found = document.createElement(tag);
    found.textContent = text;
    return found;
  }

  function line(file) {
    const row = {
      file,
      li: made('li'),
      state: made('span', words.waiting),
      bar: made('progress'),
      cancel: made('button', words.cancel),
      stop: null,
    };
    row.bar.max = 1;
    row.bar.value = 0;
    row.bar.setAttribute('aria-label', file.name);
    row.cancel.type = 'button';
    row.cancel.className = 'link';
    row.cancel.setAttribute('aria-label', `${words.cancel} ${file.name}`);
    row.cancel.addEventListener('click', () => {
      const at = queue.indexOf(row);
      if (at >= 0) queue.splice(at, 1);
      row.stop?.();
      end(row, '', words.canceled);
    });
    row.li.append(made('b', file.name), ' ', row.state, ' ', row.bar, ' ', row.cancel);
    list.append(row.li);
    list.hidden = false;
    return row;
  }

  function arrived(row, answer) {
    taken += 1;
    last = answer.to;
    end(row, 'go', words.taken);
    if ('one' in words) return;
    const link = made('a', words.describe);
    link.href = answer.to;
    link.setAttribute('aria-label', `${words.describe}: ${row.file.name}`);
    row.li.append(' ', link);
  }

  function send(row) {
    const body = new FormData(form);
    body.delete('file');
    body.append('file', row.file, row.file.name);
    const request = new XMLHttpRequest();
    return new Promise((done) => {
      row.stop = () => {
        request.abort();
        done();
      };
      request.open('POST', form.action);
      request.setRequestHeader('Accept', 'application/json');
      request.responseType = 'json';
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        row.bar.value = total ? loaded / total : 0;
        if (loaded === total) say(row, words.working);
      });
      request.addEventListener('load', () => {
        const answer = request.response;
        if (request.status === 201 && answer?.to) arrived(row, answer);
        else if (answer?.refused) end(row, 'stop', answer.refused);
        else end(row, 'stop', request.status === 413 ? words.large : words.failed);
        done();
      });
      request.addEventListener('error', () => {
        end(row, 'stop', words.failed);
        done();
      });
      say(row, words.uploading);
      request.send(body);
    });
  }

  async function work() {
    if (busy) return;
    busy = true;
    let sent = 0;
    while (queue.length > 0) {
      sent += 1;
      await send(queue.shift());
    }
    busy = false;
    if (sent === 1 && taken === 1 && list.children.length === 1) location.assign(last);
  }

  function add(files) {
    const wanted = 'one' in words ? [...files].slice(0, 1) : [...files];
    if ('one' in words) list.replaceChildren();
    for (const file of wanted) {
      const row = line(file);
      if (file.size > Number(words.most)) end(row, 'stop', words.large);
      else queue.push(row);
    }
    work();
  }

  const carries = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
  field.addEventListener('change', () => {
    add(field.files);
    field.value = '';
  });
  addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop.classList.add('over');
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) drop.classList.remove('over');
  });
  addEventListener('drop', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop.classList.remove('over');
    add(event.dataTransfer.files);
  });
  addEventListener('paste', (event) => {
    const files = event.clipboardData?.files ?? [];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
  addEventListener('beforeunload', (leaving) => {
    if (busy) leaving.preventDefault();
  });
})();
