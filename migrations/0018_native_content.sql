-- Messages in a platform's own words have one type of content, whatever the platform.
update messages set type = 'native', content = jsonb_set(content::jsonb, '{type}', '"native"')::text
  where type = 'line';

-- Secrets that the hub made serve every platform.
update secrets set name = 'platforms.app_secret' where name = 'meta.app_secret';
update secrets set name = 'platforms.verify_token' where name = 'meta.verify_token';
