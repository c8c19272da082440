// Verifies what webhook_print prints (standard input) with the package standardwebhooks, line by line, and that it refuses
// the same webhook after any change. Exit status 0 if it agrees on everything, 1 if not.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

const counts = { webhooks: 0, changes: 0, differences: 0 };

function accepts(secret, body, headers) {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function compare({ secret, headers, body }) {
  const other = `whsec_${Buffer.from('another secret of 24 bytes').toString('base64')}`;
  const later = String(Number(headers['webhook-timestamp']) + 1);
  const changed = {
    body: [secret, body.replace('steward', 'stewart'), headers],
    secret: [other, body, headers],
    identifier: [secret, body, { ...headers, 'webhook-id': `${headers['webhook-id']}0` }],
    time: [secret, body, { ...headers, 'webhook-timestamp': later }],
  };
  counts.webhooks += 1;
  if (!accepts(secret, body, headers)) {
    counts.differences += 1;
    console.error(`${headers['webhook-id']}: standardwebhooks refuses it`);
  }
  for (const [what, webhook] of Object.entries(changed)) {
    counts.changes += 1;
    if (accepts(...webhook)) {
      counts.differences += 1;
      console.error(`${headers['webhook-id']}: standardwebhooks accepts it with another ${what}`);
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) compare(JSON.parse(line));
console.log(`${counts.webhooks} webhooks verified, ${counts.changes} changed ones: ${counts.differences} differences`);
process.exit(counts.webhooks > 0 && counts.differences === 0 ? 0 : 1);
