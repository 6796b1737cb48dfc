/** Texts of the secret that signs deliveries. */
export const secret = {
  created: 'The webhook is ready',
  rotated: 'The new secret',
  label: 'Signing secret',
  once: 'This is shown now and never again. Copy it into your application’s settings before you close this.',
  lost: 'If it is lost, replace it: then there is a new one.',
  use: 'Check the signature of each delivery with it:',
  snippets: { sdk: 'Hubbub SDK', standard: 'standardwebhooks (Node)', python: 'standardwebhooks (Python)' },
  snippetTabs: 'Ways to check a signature',
  notCopied: 'The secret cannot be shown again. Without it your application cannot check the deliveries.',
  section: 'Signing secret',
  sectionDetail:
    'Every delivery is signed with a secret that only your application and the hub know. It cannot be shown again, but replaced.',
  bothUntil: 'The secret before signs too, until',
  rotate: {
    title: 'Replace the secret',
    meaning: 'The hub makes a new secret and shows it once.',
    overlap: 'The old one signs too for',
    overlapHint:
      'During this time deliveries carry both signatures, so nothing is refused while you put the new secret into your application.',
    overlaps: { none: 'no time: it ends now', hour: '1 hour', day: '24 hours', week: '7 days', month: '30 days' },
    leaked:
      'Ends at once: deliveries are refused by your application until it has the new secret. Right when the old one leaked.',
    action: 'Replace the secret',
    until: 'Until then both secrets sign:',
  },
}
