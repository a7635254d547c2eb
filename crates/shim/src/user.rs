//! Who a container runs as: docker's `USER` forms, looked up in the image's own files.

/// A resolved user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pub(crate) groups: Vec<u32>,
    /// `/` if the user has no entry.
    pub(crate) home: String,
}

struct PasswdEntry<'a> {
    name: &'a str,
    uid: u32,
    gid: u32,
    home: &'a str,
}

/// Resolves `wanted` (`user`, `uid`, `user:group`, `uid:gid`, …; empty is root) with the texts of
/// `/etc/passwd` and `/etc/group`; missing files are empty texts.
///
/// # Errors
/// What to say about a name that has no entry.
pub(crate) fn resolve(wanted: &str, passwd: &str, group: &str) -> Result<User, String> {
    let (user_name, group_name) = wanted.split_once(':').unwrap_or((wanted, ""));
    let wanted_uid = if user_name.is_empty() {
        Some(0)
    } else {
        number(user_name)
    };
    let entry = passwd
        .lines()
        .filter_map(passwd_entry)
        .find(|entry| wanted_uid.map_or_else(|| entry.name == user_name, |uid| entry.uid == uid));
    let (uid, gid, home) = match (&entry, wanted_uid) {
        (Some(entry), _) => (entry.uid, entry.gid, entry.home),
        (None, Some(uid)) => (uid, 0, "/"),
        (None, None) => {
            return Err(format!(
                "unable to find user {user_name}: no matching entries in passwd file"
            ));
        }
    };
    let home = if home.is_empty() { "/" } else { home }.to_owned();
    if !group_name.is_empty() {
        let gid = find_group(group_name, group)?;
        return Ok(User {
            uid,
            gid,
            groups: vec![gid],
            home,
        });
    }
    let mut groups = vec![gid];
    if let Some(entry) = &entry {
        groups.extend(groups_of(entry.name, group));
    }
    groups.dedup();
    Ok(User {
        uid,
        gid,
        groups,
        home,
    })
}

fn find_group(name: &str, group: &str) -> Result<u32, String> {
    if let Some(gid) = number(name) {
        return Ok(gid);
    }
    group
        .lines()
        .filter_map(group_entry)
        .find(|(entry, ..)| *entry == name)
        .map(|(_, gid, _)| gid)
        .ok_or_else(|| format!("unable to find group {name}: no matching entries in group file"))
}

fn groups_of<'a>(user: &'a str, group: &'a str) -> impl Iterator<Item = u32> + 'a {
    group
        .lines()
        .filter_map(group_entry)
        .filter(move |(_, _, members)| members.split(',').any(|member| member == user))
        .map(|(_, gid, _)| gid)
}

/// Ids beyond the kernel's signed range are not accepted, as docker does not.
fn number(text: &str) -> Option<u32> {
    text.parse::<i32>()
        .ok()
        .and_then(|number| u32::try_from(number).ok())
}

fn passwd_entry(line: &str) -> Option<PasswdEntry<'_>> {
    let mut fields = line.trim().split(':');
    let name = fields
        .next()
        .filter(|name| !name.is_empty() && !name.starts_with('#'))?;
    let uid = fields.nth(1)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    let home = fields.nth(1).unwrap_or("");
    Some(PasswdEntry {
        name,
        uid,
        gid,
        home,
    })
}

fn group_entry(line: &str) -> Option<(&str, u32, &str)> {
    let mut fields = line.trim().split(':');
    let name = fields
        .next()
        .filter(|name| !name.is_empty() && !name.starts_with('#'))?;
    let gid = fields.nth(1)?.parse().ok()?;
    Some((name, gid, fields.next().unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\n# nobody\nweb:x:1000:1001:Web:/srv:\n";
    const GROUP: &str = "root:x:0:\nweb:x:1001:\nlogs:x:50:web,other\n";

    #[track_caller]
    fn check(wanted: &str, uid: u32, gid: u32, groups: &[u32], home: &str) {
        let user = resolve(wanted, PASSWD, GROUP).expect("resolves");
        assert_eq!(
            user,
            User {
                uid,
                gid,
                groups: groups.to_vec(),
                home: home.to_owned()
            }
        );
    }

    #[test]
    fn every_form() {
        check("", 0, 0, &[0], "/root");
        check("web", 1000, 1001, &[1001, 50], "/srv");
        check("1000", 1000, 1001, &[1001, 50], "/srv");
        check("web:logs", 1000, 50, &[50], "/srv");
        check("web:7", 1000, 7, &[7], "/srv");
        check("4711", 4711, 0, &[0], "/");
        check("4711:4712", 4711, 4712, &[4712], "/");
        check("4711:logs", 4711, 50, &[50], "/");
        check(":logs", 0, 50, &[50], "/root");
    }

    #[test]
    fn unknown_names() {
        assert_eq!(
            resolve("ghost", PASSWD, GROUP),
            Err("unable to find user ghost: no matching entries in passwd file".to_owned())
        );
        assert_eq!(
            resolve("web:ghost", PASSWD, GROUP),
            Err("unable to find group ghost: no matching entries in group file".to_owned())
        );
        assert!(resolve("-1", "", "").is_err());
    }
}
