//! The mind of the container agent: wanted tasks and container facts in, actions out.
