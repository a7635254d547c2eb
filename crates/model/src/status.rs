//! The statuses of ECS, spelt as on the wire, and the order in which a task moves through them.

macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $wire)] $variant,)*
        }

        impl $name {
            /// The spelling of the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)* }
            }

            /// The value spelt so on the wire.
            #[must_use]
            pub fn from_wire(text: &str) -> Option<Self> {
                match text { $($wire => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

wire_enum! {
    /// The stages of a deployment with two sets of tasks, in their order. What comes before production
    /// traffic moves is a point for hooks only, which ECS does not show as a stage.
    LifecycleStage {
        /// Tasks of superseded deployments go.
        ReconcileService = "RECONCILE_SERVICE",
        /// Before the new tasks.
        PreScaleUp = "PRE_SCALE_UP",
        /// The new tasks start.
        ScaleUp = "SCALE_UP",
        /// They are healthy.
        PostScaleUp = "POST_SCALE_UP",
        /// Test traffic goes to them.
        TestTrafficShift = "TEST_TRAFFIC_SHIFT",
        /// It has got there.
        PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
        /// Before production traffic.
        PreProductionTrafficShift = "PRE_PRODUCTION_TRAFFIC_SHIFT",
        /// Production traffic goes to them, at once or bit by bit.
        ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
        /// All of it has got there.
        PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
        /// Both sets are kept for a while.
        BakeTime = "BAKE_TIME",
        /// The old tasks go.
        CleanUp = "CLEAN_UP",
    }
}

impl LifecycleStage {
    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        Some(match self {
            Self::ReconcileService => Self::PreScaleUp,
            Self::PreScaleUp => Self::ScaleUp,
            Self::ScaleUp => Self::PostScaleUp,
            Self::PostScaleUp => Self::TestTrafficShift,
            Self::TestTrafficShift => Self::PostTestTrafficShift,
            Self::PostTestTrafficShift => Self::PreProductionTrafficShift,
            Self::PreProductionTrafficShift => Self::ProductionTrafficShift,
            Self::ProductionTrafficShift => Self::PostProductionTrafficShift,
            Self::PostProductionTrafficShift => Self::BakeTime,
            Self::BakeTime => Self::CleanUp,
            Self::CleanUp => return None,
        })
    }

    /// The one after it in a ROLLING deployment, where no traffic moves and nothing bakes.
    #[must_use]
    pub const fn next_rolling(self) -> Option<Self> {
        match self {
            Self::PostScaleUp => Some(Self::CleanUp),
            stage => stage.next(),
        }
    }

    /// Hooks may be put there.
    #[must_use]
    pub const fn takes_hooks(self) -> bool {
        !matches!(self, Self::ScaleUp | Self::BakeTime | Self::CleanUp)
    }

    /// A ROLLING deployment gets there, and hooks may be put there.
    #[must_use]
    pub const fn takes_rolling_hooks(self) -> bool {
        matches!(
            self,
            Self::ReconcileService | Self::PreScaleUp | Self::PostScaleUp
        )
    }
}

wire_enum! {
    /// How far a lifecycle hook is.
    HookStatus {
        /// Somebody has to say how to go on.
        AwaitingAction = "AWAITING_ACTION",
        /// It runs.
        InProgress = "IN_PROGRESS",
        /// The deployment may go on.
        Succeeded = "SUCCEEDED",
        /// The deployment is rolled back.
        Failed = "FAILED",
        /// Nobody said anything in time.
        TimedOut = "TIMED_OUT",
    }
}

wire_enum! {
    /// What an alarm says.
    AlarmState {
        /// All is well.
        Ok = "OK",
        /// It is not.
        Alarm = "ALARM",
        /// It cannot tell.
        InsufficientData = "INSUFFICIENT_DATA",
    }
}

wire_enum! {
    /// How far a job's run is.
    RunStatus {
        /// It has not begun, or is about to be tried again.
        Pending = "PENDING",
        /// Its task is not over.
        Running = "RUNNING",
        /// Its task ended well.
        Succeeded = "SUCCEEDED",
        /// Its tasks ended badly, as often as it was to be tried.
        Failed = "FAILED",
        /// It could not begin in time.
        Missed = "MISSED",
        /// Too many of its schedule were under way.
        Skipped = "SKIPPED",
        /// Somebody stopped its task.
        Stopped = "STOPPED",
    }
}

wire_enum! {
    /// Where a task is; the order is the order of its life.
    TaskStatus {
        /// Network interfaces or capacity are being obtained.
        Provisioning = "PROVISIONING",
        /// The agent is at work: pulling, creating.
        Pending = "PENDING",
        /// Registering with load balancers and discovery.
        Activating = "ACTIVATING",
        /// Started.
        Running = "RUNNING",
        /// Leaving load balancers and discovery.
        Deactivating = "DEACTIVATING",
        /// Asked to stop; the agent is at it.
        Stopping = "STOPPING",
        /// Giving interfaces and volumes back.
        Deprovisioning = "DEPROVISIONING",
        /// Over.
        Stopped = "STOPPED",
    }
}

wire_enum! {
    /// Where a task is wanted.
    DesiredStatus {
        /// It should run.
        Running = "RUNNING",
        /// It should be over.
        Stopped = "STOPPED",
    }
}

wire_enum! {
    /// Where a container is, as the API shows it.
    ContainerStatus {
        /// Not yet running.
        Pending = "PENDING",
        /// Running.
        Running = "RUNNING",
        /// Over.
        Stopped = "STOPPED",
    }
}

wire_enum! {
    /// Why a task stopped, in one word.
    StopCode {
        /// It never reached RUNNING.
        TaskFailedToStart = "TaskFailedToStart",
        /// An essential container ended.
        EssentialContainerExited = "EssentialContainerExited",
        /// Somebody called `StopTask`.
        UserInitiated = "UserInitiated",
        /// The service scheduler wanted it gone.
        ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
        /// Spot capacity was reclaimed.
        SpotInterruption = "SpotInterruption",
        /// The host is going away.
        TerminationNotice = "TerminationNotice",
    }
}

wire_enum! {
    /// What health checks say.
    HealthStatus {
        /// Passing.
        Healthy = "HEALTHY",
        /// Failing.
        Unhealthy = "UNHEALTHY",
        /// No check, or no result yet.
        Unknown = "UNKNOWN",
    }
}

wire_enum! {
    /// Where a task's attachment is; the order is the order of its life.
    AttachmentStatus {
        /// To be made when the task has a place.
        Precreated = "PRECREATED",
        /// Made.
        Created = "CREATED",
        /// The agent has been told of it.
        Attaching = "ATTACHING",
        /// In the task's network namespace.
        Attached = "ATTACHED",
        /// The task has ended.
        Detaching = "DETACHING",
        /// Out of the network namespace.
        Detached = "DETACHED",
        /// Given back.
        Deleted = "DELETED",
        /// Could not be made.
        Failed = "FAILED",
    }
}

wire_enum! {
    /// Whose capacity a task runs on.
    LaunchType {
        /// Container instances.
        Ec2 = "EC2",
        /// A microVM of its own.
        Fargate = "FARGATE",
        /// Instances outside.
        External = "EXTERNAL",
        /// Instances that ECS manages.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}

wire_enum! {
    /// Where a cluster is.
    ClusterStatus {
        /// In use.
        Active = "ACTIVE",
        /// Deleted, still describable.
        Inactive = "INACTIVE",
    }
}

wire_enum! {
    /// Where a container instance is.
    InstanceStatus {
        /// Takes tasks.
        Active = "ACTIVE",
        /// Takes no new tasks.
        Draining = "DRAINING",
        /// Gone.
        Inactive = "INACTIVE",
    }
}

wire_enum! {
    /// Where a revision of a task definition is.
    TaskDefinitionStatus {
        /// Can be run.
        Active = "ACTIVE",
        /// Deregistered: what runs goes on, nothing new starts.
        Inactive = "INACTIVE",
        /// Goes as soon as nothing uses it.
        DeleteInProgress = "DELETE_IN_PROGRESS",
        /// Of a daemon: gone, and still described.
        Deleted = "DELETED",
    }
}

wire_enum! {
    /// Where a service is.
    ServiceStatus {
        /// Keeps its tasks running.
        Active = "ACTIVE",
        /// Deleted; its tasks are stopping.
        Draining = "DRAINING",
        /// Deleted, still describable for a while.
        Inactive = "INACTIVE",
    }
}

wire_enum! {
    /// How a service chooses the number of its tasks.
    SchedulingStrategy {
        /// As many as are asked for.
        Replica = "REPLICA",
        /// One on each instance that fits.
        Daemon = "DAEMON",
    }
}

wire_enum! {
    /// Who decides about a service's deployments.
    DeploymentController {
        /// The service scheduler.
        Ecs = "ECS",
        /// CodeDeploy.
        CodeDeploy = "CODE_DEPLOY",
        /// The caller, with task sets.
        External = "EXTERNAL",
    }
}

wire_enum! {
    /// Which of a service's deployments this is.
    DeploymentStatus {
        /// The newest: what is wanted.
        Primary = "PRIMARY",
        /// An older one that still has tasks; a task set that is not PRIMARY.
        Active = "ACTIVE",
        /// A task set that was deleted and still has tasks.
        Draining = "DRAINING",
    }
}

wire_enum! {
    /// How far a deployment is.
    RolloutState {
        /// Under way.
        InProgress = "IN_PROGRESS",
        /// Everything older is gone.
        Completed = "COMPLETED",
        /// Given up: nothing more is launched.
        Failed = "FAILED",
    }
}

wire_enum! {
    /// Where a service deployment is.
    ServiceDeploymentStatus {
        /// Not begun.
        Pending = "PENDING",
        /// Under way.
        InProgress = "IN_PROGRESS",
        /// Done.
        Successful = "SUCCESSFUL",
        /// Over without success, and not rolled back.
        Stopped = "STOPPED",
        /// To be stopped.
        StopRequested = "STOP_REQUESTED",
        /// To be rolled back.
        RollbackRequested = "ROLLBACK_REQUESTED",
        /// On the way back.
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        /// What ran before runs again.
        RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
        /// Nor could what ran before be brought back.
        RollbackFailed = "ROLLBACK_FAILED",
    }
}

wire_enum! {
    /// Where a capacity provider is.
    CapacityProviderStatus {
        /// In use, or ready to be.
        Active = "ACTIVE",
        /// Deleted, still describable for a while.
        Inactive = "INACTIVE",
    }
}

wire_enum! {
    /// What was done to a capacity provider last; nothing of it takes time here.
    CapacityProviderUpdate {
        /// It was made.
        Created = "CREATE_COMPLETE",
        /// It was changed.
        Updated = "UPDATE_COMPLETE",
        /// It was deleted.
        Deleted = "DELETE_COMPLETE",
    }
}
