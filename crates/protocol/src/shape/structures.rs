//! [`structure!`]: structs whose members are all optional on the wire.

/// Defines a struct with its members' names on the wire, and how it is read and written. A member
/// that needs its own reader names it after `via`.
///
/// Unknown members are ignored; null is as if it were absent; absent members are not written.
///
/// ```
/// berth_protocol::structure! {
///     pub struct PortMapping { container_port: i32 = "containerPort", name: String = "name" }
/// }
/// let mapping: PortMapping = serde_json::from_str(r#"{"containerPort": 80, "new": 1}"#).unwrap();
/// assert_eq!(mapping.container_port, Some(80));
/// assert_eq!(serde_json::to_string(&mapping).unwrap(), r#"{"containerPort":80}"#);
/// ```
#[macro_export]
macro_rules! structure {
    (@read) => { $crate::shape::FromJson::from_json };
    (@read $read:path) => { $read };
    ($(#[$meta:meta])* pub struct $name:ident {
        $($field:ident: $type:ty = $wire:literal $(via $read:path)?),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(#[doc = concat!("`", $wire, "`")] pub $field: Option<$type>,)*
        }

        impl $crate::shape::FromJson for $name {
            #[allow(unused_mut, unused_variables, reason = "some structures have no members")]
            fn from_json(
                value: $crate::shape::serde_json::Value,
            ) -> Result<Self, $crate::shape::Mistyped> {
                let mut out = Self::default();
                for (name, value) in $crate::shape::members(value)? {
                    match name.as_str() {
                        $($wire => {
                            let read = $crate::structure!(@read $($read)?);
                            out.$field = $crate::shape::member($wire, value, read)?;
                        })*
                        _ => {}
                    }
                }
                Ok(out)
            }
        }

        impl $crate::shape::serde::Serialize for $name {
            fn serialize<S: $crate::shape::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "some structures have no members")]
                let mut map = serializer.serialize_map(None)?;
                $(if let Some(value) = &self.$field {
                    $crate::shape::serde::ser::SerializeMap::serialize_entry(
                        &mut map, $wire, value,
                    )?;
                })*
                $crate::shape::serde::ser::SerializeMap::end(map)
            }
        }

        $crate::deserialize_from_json!($name);
    };
}

/// Serde's `Deserialize` by way of [`FromJson`](crate::shape::FromJson).
#[doc(hidden)]
#[macro_export]
macro_rules! deserialize_from_json {
    ($name:ident) => {
        impl<'de> $crate::shape::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::shape::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                use $crate::shape::{FromJson, serde, serde_json};
                let value = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_json(value).map_err(<D::Error as serde::de::Error>::custom)
            }
        }
    };
}
