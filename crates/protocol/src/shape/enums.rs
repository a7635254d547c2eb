//! [`string_enum!`]: enums whose values are strings on the wire.

/// What the enums of a model have in common.
pub trait StringEnum: From<String> {
    /// The values that the model permits, in its order.
    const VALUES: &'static [&'static str];

    /// The value on the wire.
    fn as_str(&self) -> &str;
}

/// Defines an enum with one variant for each permitted string, and `Other` for a string that this
/// version of the model does not know (a newer peer may).
///
/// ```
/// berth_protocol::string_enum! { pub enum LaunchType { Ec2 = "EC2", Fargate = "FARGATE" } }
/// assert_eq!(LaunchType::from("EC2"), LaunchType::Ec2);
/// assert_eq!(LaunchType::from("MOON").as_str(), "MOON");
/// ```
#[macro_export]
macro_rules! string_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)+
            /// A value this version of the model does not list.
            Other(String),
        }

        impl $name {
            /// The values that the model permits, in its order.
            pub const VALUES: &'static [&'static str] = &[$($text),+];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl $crate::shape::StringEnum for $name {
            const VALUES: &'static [&'static str] = Self::VALUES;

            fn as_str(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)+
                    _ => Self::Other(text),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::shape::serde::Serialize for $name {
            fn serialize<S: $crate::shape::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::shape::FromJson for $name {
            fn from_json(
                value: $crate::shape::serde_json::Value,
            ) -> Result<Self, $crate::shape::Mistyped> {
                <String as $crate::shape::FromJson>::from_json(value).map(Self::from)
            }
        }

        $crate::deserialize_from_json!($name);
    };
}
