//! The Secrets Manager and Parameter Store APIs: each operation handed to its function in
//! `berth-secrets`, with the region's keys.

use std::sync::Arc;

use berth_api_secrets_manager as manager_api;
use berth_api_ssm as ssm_api;
use berth_env::SystemEntropy;
use berth_model::{State, Timestamp, Tx};
use berth_protocol::fault::Fault;
use berth_secrets::{Context, Keyring, manager, parameters};

use crate::api::Call;
use crate::applier::Handle;

/// The operations of both services.
pub(crate) struct SecretsApi {
    applier: Handle,
    keys: Arc<Keyring>,
}

impl SecretsApi {
    pub(crate) const fn new(applier: Handle, keys: Arc<Keyring>) -> Self {
        Self { applier, keys }
    }

    fn read<T>(
        &self,
        call: &Call,
        look: impl FnOnce(&State, &mut Context<'_>, &Keyring) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut cx = Context {
            names: self.applier.names(),
            principal: &call.principal,
            now: Timestamp(self.applier.now_ms()),
            entropy: &mut SystemEntropy,
            lifetime: self.applier.lifetime(),
        };
        look(self.applier.snapshot().state(), &mut cx, &self.keys)
    }

    async fn write<T: Send + 'static>(
        &self,
        call: Call,
        change: impl FnOnce(&mut Tx, &mut Context<'_>, &Keyring) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let keys = Arc::clone(&self.keys);
        let change = move |tx: &mut Tx, cx: &mut Context<'_>| change(tx, cx, &keys);
        self.applier.transact(call.principal, change).await
    }
}

/// What failed on our side, in the words of the service's model.
fn in_words_of(internal: &'static str, fault: Fault) -> Fault {
    if fault.status < 500 {
        return fault;
    }
    Fault::server(internal, fault.message)
}

/// Methods that look at the snapshot: the operation as a function over state, context, keys and
/// input.
macro_rules! reads {
    ($api:ident, $internal:literal; $($name:ident: $input:ident => $output:ty, $run:expr;)*) => {$(
        async fn $name(&self, call: Call, input: $api::$input) -> Result<$output, Fault> {
            let run: fn(&State, &mut Context<'_>, &Keyring, $api::$input) -> Result<$output, Fault>
                = $run;
            self.read(&call, |state, cx, keys| run(state, cx, keys, input))
                .map_err(|fault| in_words_of($internal, fault))
        }
    )*};
}

/// Methods that change the state.
macro_rules! writes {
    ($api:ident, $internal:literal; $($name:ident: $input:ident => $output:ty, $run:expr;)*) => {$(
        async fn $name(&self, call: Call, input: $api::$input) -> Result<$output, Fault> {
            let run: fn(&mut Tx, &mut Context<'_>, &Keyring, $api::$input) -> Result<$output, Fault>
                = $run;
            self.write(call, move |tx, cx, keys| run(tx, cx, keys, input)).await
                .map_err(|fault| in_words_of($internal, fault))
        }
    )*};
}

impl manager_api::SecretsManager for SecretsApi {
    type Context = Call;

    async fn get_secret_value(
        &self,
        call: Call,
        input: manager_api::GetSecretValueRequest,
    ) -> Result<manager_api::GetSecretValueResponse, Fault> {
        let (answer, due) = self.read(&call, |state, cx, keys| {
            manager::get_secret_value(state, cx, keys, &input)
        })?;
        if let Some(read) = due {
            let noted = self.write(call, move |tx, cx, _| {
                manager::mark_read(tx, cx.now, &read);
                Ok(())
            });
            // A disk that is full keeps nobody from reading.
            if let Err(fault) = noted.await {
                tracing::debug!(%fault, "the day of a reading is not noted");
            }
        }
        Ok(answer)
    }

    reads! { manager_api, "InternalServiceError";
        batch_get_secret_value: BatchGetSecretValueRequest
            => manager_api::BatchGetSecretValueResponse,
            |state, cx, keys, input| manager::batch_get_secret_value(state, cx, keys, &input);
        describe_secret: DescribeSecretRequest => manager_api::DescribeSecretResponse,
            |state, cx, _, input| manager::describe_secret(state, cx, &input);
        get_random_password: GetRandomPasswordRequest => manager_api::GetRandomPasswordResponse,
            |_, cx, _, input| manager::get_random_password(cx.entropy, &input);
        get_resource_policy: GetResourcePolicyRequest => manager_api::GetResourcePolicyResponse,
            |state, cx, _, input| manager::get_resource_policy(state, cx, &input);
        delete_resource_policy: DeleteResourcePolicyRequest
            => manager_api::DeleteResourcePolicyResponse,
            |state, cx, _, input| manager::delete_resource_policy(state, cx, &input);
        list_secret_version_ids: ListSecretVersionIdsRequest
            => manager_api::ListSecretVersionIdsResponse,
            |state, cx, _, input| manager::list_secret_version_ids(state, cx, &input);
        list_secrets: ListSecretsRequest => manager_api::ListSecretsResponse,
            |state, cx, _, input| manager::list_secrets(state, cx, &input);
    }

    writes! { manager_api, "InternalServiceError";
        create_secret: CreateSecretRequest => manager_api::CreateSecretResponse,
            manager::create_secret;
        put_secret_value: PutSecretValueRequest => manager_api::PutSecretValueResponse,
            manager::put_secret_value;
        update_secret: UpdateSecretRequest => manager_api::UpdateSecretResponse,
            manager::update_secret;
        update_secret_version_stage: UpdateSecretVersionStageRequest
            => manager_api::UpdateSecretVersionStageResponse,
            |tx, cx, _, input| manager::update_secret_version_stage(tx, cx, input);
        delete_secret: DeleteSecretRequest => manager_api::DeleteSecretResponse,
            |tx, cx, _, input| manager::delete_secret(tx, cx, &input);
        restore_secret: RestoreSecretRequest => manager_api::RestoreSecretResponse,
            |tx, cx, _, input| manager::restore_secret(tx, cx, &input);
        tag_resource: TagResourceRequest => (),
            |tx, cx, _, input| manager::tag_resource(tx, cx, input);
        untag_resource: UntagResourceRequest => (),
            |tx, cx, _, input| manager::untag_resource(tx, cx, &input);
    }
}

impl ssm_api::Ssm for SecretsApi {
    type Context = Call;

    reads! { ssm_api, "InternalServerError";
        describe_parameters: DescribeParametersRequest => ssm_api::DescribeParametersResult,
            |state, cx, _, input| parameters::describe_parameters(state, cx, &input);
        get_parameter: GetParameterRequest => ssm_api::GetParameterResult,
            |state, cx, keys, input| parameters::get_parameter(state, cx, keys, &input);
        get_parameter_history: GetParameterHistoryRequest => ssm_api::GetParameterHistoryResult,
            |state, cx, keys, input| parameters::get_parameter_history(state, cx, keys, &input);
        get_parameters: GetParametersRequest => ssm_api::GetParametersResult,
            |state, cx, keys, input| parameters::get_parameters(state, cx, keys, input);
        get_parameters_by_path: GetParametersByPathRequest
            => ssm_api::GetParametersByPathResult,
            |state, cx, keys, input| parameters::get_parameters_by_path(state, cx, keys, &input);
        list_tags_for_resource: ListTagsForResourceRequest => ssm_api::ListTagsForResourceResult,
            |state, cx, _, input| parameters::list_tags_for_resource(state, cx, &input);
    }

    writes! { ssm_api, "InternalServerError";
        put_parameter: PutParameterRequest => ssm_api::PutParameterResult,
            parameters::put_parameter;
        delete_parameter: DeleteParameterRequest => ssm_api::DeleteParameterResult,
            |tx, cx, _, input| parameters::delete_parameter(tx, cx, &input);
        delete_parameters: DeleteParametersRequest => ssm_api::DeleteParametersResult,
            |tx, cx, _, input| parameters::delete_parameters(tx, cx, input);
        label_parameter_version: LabelParameterVersionRequest
            => ssm_api::LabelParameterVersionResult,
            |tx, cx, _, input| parameters::label_parameter_version(tx, cx, input);
        unlabel_parameter_version: UnlabelParameterVersionRequest
            => ssm_api::UnlabelParameterVersionResult,
            |tx, cx, _, input| parameters::unlabel_parameter_version(tx, cx, input);
        add_tags_to_resource: AddTagsToResourceRequest => ssm_api::AddTagsToResourceResult,
            |tx, cx, _, input| parameters::add_tags_to_resource(tx, cx, input);
        remove_tags_from_resource: RemoveTagsFromResourceRequest
            => ssm_api::RemoveTagsFromResourceResult,
            |tx, cx, _, input| parameters::remove_tags_from_resource(tx, cx, &input);
    }
}
