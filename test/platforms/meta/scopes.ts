export const FACEBOOK_SCOPES = [
  'openid',
  'public_profile',
  'email',
  // Facebook takes PKCE together with it.
  'openid',
  'pages_show_list',
  'pages_messaging',
  'pages_manage_metadata',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
  'pages_manage_posts',
  'leads_retrieval',
  'business_management',
  'instagram_basic',
  'instagram_manage_messages',
  'instagram_manage_comments',
  'instagram_manage_insights',
  'instagram_content_publish',
  'whatsapp_business_management',
  'whatsapp_business_messaging',
] as const

export const INSTAGRAM_SCOPES = [
  'instagram_business_basic',
  'instagram_business_manage_messages',
  'instagram_business_manage_comments',
  'instagram_business_content_publish',
  'instagram_business_manage_insights',
] as const

/** The scopes of a request, told apart by commas or spaces; undefined when one of them does not exist. */
export function requestedScopes(scope: string | undefined, known: readonly string[]): string[] | undefined {
  const names = (scope ?? '').split(/[\s,]+/).filter(Boolean)
  return names.every((name) => known.includes(name)) ? names : undefined
}
