//! Hooks that call a URL: which calls are due, and what their answers mean.

use std::collections::BTreeMap;

use berth_model::{HookStatus, Service, ServiceKey, State, Tx};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{call_mut, hooks_mut, is_open, is_task, put, set_status};
use crate::services::traffic;
use crate::{Context, Outcome};

/// Before a hook that is IN_PROGRESS is called again, unless it says when.
const CALL_BACK_SECONDS: i64 = 30;
/// It may say so long.
const CALL_BACK_MAX_SECONDS: i64 = 24 * 3600;
/// A hook fails if so many calls in a row get no answer.
const FAILURES_MAX: u32 = 3;
/// So much of what went wrong is kept.
const REASON_MAX: usize = 500;

/// A call that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookRequest {
    /// The hook's id.
    pub hook: String,
    /// 0, 1, 2 … within the hook: a call that is made again has the same.
    pub number: u32,
    /// Where to.
    pub url: String,
    /// JSON.
    pub body: String,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookAnswer {
    /// It went well, or the hook has said otherwise.
    Said {
        /// SUCCEEDED, FAILED or `IN_PROGRESS`.
        status: HookStatus,
        /// Seconds until it wants to be called again.
        call_back_seconds: Option<i64>,
        /// JSON for the next call.
        details: Option<String>,
    },
    /// Nobody answered, or only that something is broken: trying again may help.
    None(String),
    /// An answer that is none.
    Nonsense(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    hook_status: String,
    call_back_delay: Option<f64>,
    hook_details: Option<Value>,
}

impl HookAnswer {
    /// The meaning of an HTTP answer.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "saturates, and is bounded where it is used"
    )]
    pub fn parse(status: u16, body: &[u8]) -> Self {
        if status >= 500 || status == 429 {
            return Self::None(format!("HTTP status {status}"));
        }
        if !(200..300).contains(&status) {
            return Self::Nonsense(format!("HTTP status {status}"));
        }
        let body: Body = match serde_json::from_slice(body) {
            Ok(body) => body,
            Err(error) => return Self::Nonsense(format!("no hookStatus in the answer: {error}")),
        };
        let status = match HookStatus::from_wire(&body.hook_status) {
            Some(it @ (HookStatus::Succeeded | HookStatus::Failed | HookStatus::InProgress)) => it,
            Some(_) | None => {
                return Self::Nonsense("hookStatus is not SUCCEEDED, FAILED or IN_PROGRESS".into());
            }
        };
        let details = body.hook_details.map(|it| it.to_string());
        if details
            .as_ref()
            .is_some_and(|it| it.len() > super::DETAILS_MAX)
        {
            let most = super::DETAILS_MAX;
            return Self::Nonsense(format!("hookDetails are longer than {most} characters"));
        }
        Self::Said {
            status,
            call_back_seconds: body.call_back_delay.map(|it| it.ceil() as i64),
            details,
        }
    }
}

/// A URL that can be called: `http://` or `https://` and a host.
pub(super) fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"));
    let plain = text.len() <= 2_048 && text.bytes().all(|byte| byte.is_ascii_graphic());
    rest.is_some_and(|it| plain && !it.is_empty() && !it.starts_with(['/', '?', '#', ':']))
}

/// The calls of a service's hooks that are due. Whoever makes them notes the answers, so that they are not due
/// any more.
#[must_use]
pub fn hook_requests(state: &State, cx: &Context<'_>, key: &ServiceKey) -> Vec<HookRequest> {
    let Some(service) = state.service(&key.0, &key.1) else {
        return Vec::new();
    };
    let lifecycle = service.primary().and_then(|it| it.lifecycle.as_ref());
    let hooks = lifecycle.iter().flat_map(|it| &it.hooks).enumerate();
    let due = hooks
        .filter(|(_, it)| is_open(it))
        .filter_map(|(place, it)| {
            let call = it.call.as_ref()?;
            if is_task(&call.target) || call.at > cx.now {
                return None;
            }
            Some(HookRequest {
                hook: it.id.clone(),
                number: call.made,
                url: call.target.clone(),
                body: payload(cx, service, place),
            })
        });
    due.collect()
}

/// Notes what came of a call; of one that is not waited for any more, nothing.
///
/// # Errors
/// None.
pub fn hook_answered(
    tx: &mut Tx,
    cx: &mut Context<'_>,
    key: &ServiceKey,
    (hook, number): (&str, u32),
    answer: HookAnswer,
) -> Outcome<()> {
    let Some(before) = tx.service(&key.0, &key.1) else {
        return Ok(());
    };
    let mut service = Service::clone(before);
    let hooks = hooks_mut(&mut service).map(|it| &**it).unwrap_or_default();
    let place = hooks.iter().position(|it| {
        let waits = it.call.as_ref().is_some_and(|it| it.made == number);
        it.id == hook && waits && is_open(it)
    });
    let Some(place) = place else { return Ok(()) };
    let Some(call) = call_mut(&mut service, place) else {
        return Ok(());
    };
    call.made += 1;
    let failed = match answer {
        HookAnswer::Said {
            status: HookStatus::InProgress,
            call_back_seconds,
            details,
        } => {
            let seconds = call_back_seconds.unwrap_or(CALL_BACK_SECONDS);
            call.at = cx.now.plus_seconds(seconds.clamp(1, CALL_BACK_MAX_SECONDS));
            call.failures = 0;
            call.details = details.or(call.details.take());
            None
        }
        HookAnswer::Said { status, .. } => {
            call.reason = (status == HookStatus::Failed).then(|| "It said FAILED.".to_owned());
            Some(status)
        }
        HookAnswer::None(reason) => {
            call.failures += 1;
            call.reason = Some(shortened(reason));
            call.at = cx.now.plus_seconds(1_i64 << call.failures.min(6));
            (call.failures >= FAILURES_MAX).then_some(HookStatus::Failed)
        }
        HookAnswer::Nonsense(reason) => {
            call.reason = Some(shortened(reason));
            Some(HookStatus::Failed)
        }
    };
    if let Some(status) = failed {
        set_status(&mut service, place, status);
    }
    put(tx, service);
    Ok(())
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(REASON_MAX) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// What a call says: where the deployment is, and how traffic is shared, in percent by service revision.
pub(super) fn payload(cx: &Context<'_>, service: &Service, place: usize) -> String {
    let (cluster, name) = (&service.cluster, &service.name);
    let primary = service.primary();
    let hooks = primary.and_then(|it| it.lifecycle.as_ref());
    let Some(hook) = hooks.and_then(|it| it.hooks.get(place)) else {
        return Value::Null.to_string();
    };
    let call = hook.call.as_deref();
    let target = primary.map(|it| cx.names.service_revision(cluster, name, &it.revision));
    let weights = traffic(service);
    let by_revision = |of: fn(&crate::services::TrafficWeight) -> u32| -> BTreeMap<String, f64> {
        let weights = weights.iter().map(|it| {
            let arn = cx.names.service_revision(cluster, name, &it.revision);
            (arn, f64::from(of(it)) / 10.0)
        });
        weights.collect()
    };
    let details = call.and_then(|it| it.details.as_deref());
    let details = details.and_then(|it| serde_json::from_str::<Value>(it).ok());
    json!({
        "hookId": hook.id,
        "invocation": call.map_or(0, |it| it.made),
        "lifecycleStage": hook.stage.as_str(),
        "rollback": primary.is_some_and(|it| it.rollback),
        "serviceArn": cx.names.service(cluster, name),
        "targetServiceRevisionArn": target,
        "testTrafficWeights": by_revision(|it| it.test),
        "productionTrafficWeights": by_revision(|it| it.production),
        "hookDetails": details,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_means() {
        let said = |status, call_back_seconds, details: Option<&str>| HookAnswer::Said {
            status,
            call_back_seconds,
            details: details.map(str::to_owned),
        };
        for (status, body, meaning) in [
            (
                200,
                r#"{"hookStatus":"SUCCEEDED"}"#,
                said(HookStatus::Succeeded, None, None),
            ),
            (
                200,
                r#"{"hookStatus":"FAILED","x":1}"#,
                said(HookStatus::Failed, None, None),
            ),
            (
                201,
                r#"{"hookStatus":"IN_PROGRESS","callBackDelay":2.5,"hookDetails":{"a":1}}"#,
                said(HookStatus::InProgress, Some(3), Some(r#"{"a":1}"#)),
            ),
            (503, "", HookAnswer::None("HTTP status 503".into())),
            (404, "", HookAnswer::Nonsense("HTTP status 404".into())),
            (302, "", HookAnswer::Nonsense("HTTP status 302".into())),
            (
                200,
                r#"{"hookStatus":"TIMED_OUT"}"#,
                HookAnswer::Nonsense("hookStatus is not SUCCEEDED, FAILED or IN_PROGRESS".into()),
            ),
        ] {
            assert_eq!(
                HookAnswer::parse(status, body.as_bytes()),
                meaning,
                "{body}"
            );
        }
        for nonsense in ["", "[]", "{}", "null", "\u{0}"] {
            let answer = HookAnswer::parse(200, nonsense.as_bytes());
            assert!(matches!(answer, HookAnswer::Nonsense(_)), "{nonsense:?}");
        }
    }

    #[test]
    fn what_can_be_called() {
        for good in [
            "http://h",
            "https://h:8443/a?b=c",
            "http://[::1]:80/",
            "http://127.0.0.1:1",
        ] {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "",
            "h",
            "ftp://h",
            "http://",
            "http:///x",
            "https://:80",
            "http://a b",
            "http://\u{e9}",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
