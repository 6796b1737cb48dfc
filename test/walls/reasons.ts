const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^(receive|receiveFor|verify|verifyFor|verifyAll)_/,
    'platforms call it: it answers that it took the request, and nothing else',
  ],
  [/^finishLogin_/, 'a state that only the browser has says whose login it is'],
  [/^(health|ready|openapi|metrics|testPlatform)$/, 'it speaks of the hub, which is in no workspace'],
  [/^(listPlatforms|listEventTypes|getEventTypeSamples)$/, 'platforms and types of events are the same for all'],
  [/^(listWorkspaces|createWorkspace)$/, 'only for the operator'],
  [/^(getSession|updateSession|deleteSession)$/, 'only a session cookie says who calls'],
  [/^(deleteWebhook|revokeKey|alias_DELETE_api_webhooks_subscriptions_id)$/, 'its answer has no body'],
  [/^(uploadMedia|downloadMedia)$/, 'files lie at the platform'],
  [/^sendTestAlert$/, 'it says whether a mail was sent'],
  [/^chooseAccounts$/, 'this login has no accounts to choose from'],
  [/^alias_POST_login$/, 'it says that there is no such login'],
  [/^(alias_GET_api_webhooks_stats|getAccountLimits)$/, 'figures alone'],
]

/** Why an operation shows its owner nothing of the workspace. */
export function reasonFor(operationId: string): string | undefined {
  return REASONS.find(([pattern]) => pattern.test(operationId))?.[1]
}
