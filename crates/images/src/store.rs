//! The store: what is here, who needs it, what may go.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use berth_env::{Clock as _, SystemClock};
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use parking_lot::Mutex;

use crate::auth::Credentials;
use crate::cleanup::CleanupPolicy;
use crate::config::{self, ImageConfig};
use crate::error::{OpenError, PullError, RemoveError};
use crate::index::{Index, Named, Record};
use crate::layers::Layers;
use crate::progress::{Progress, PullStatus};
use crate::pull::{self, Pulled};
use crate::reference::Reference;
use crate::registry::Http;
use crate::room::{DiskLimits, NoRoom, Writer};

/// What a store can be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// The store's own directory, on one file system that takes device nodes and `trusted.`
    /// attributes.
    pub dir: PathBuf,
    /// Docker's `config.json` with `auths`; by default the one in the home directory or root's.
    pub docker_config: Option<PathBuf>,
    /// The longest a pull may take.
    pub pull_timeout: Duration,
    /// The longest a manifest may take.
    pub manifest_timeout: Duration,
    /// A registry that sends nothing for so long is asked again.
    pub inactivity_timeout: Duration,
    /// Registry, as in references (`docker.io`), to a host and port or URL that is asked first.
    pub mirrors: BTreeMap<String, String>,
    /// How much of the disk stays free.
    pub disk: DiskLimits,
    /// Images may go when nobody needs them.
    pub cleanup: bool,
    /// References of images that cleanup leaves.
    pub cleanup_excludes: Vec<String>,
}

impl Options {
    /// The ECS agent's figures.
    #[must_use]
    pub fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            docker_config: None,
            pull_timeout: Duration::from_secs(2 * 3600),
            manifest_timeout: Duration::from_secs(60),
            inactivity_timeout: Duration::from_secs(60),
            mirrors: BTreeMap::new(),
            disk: DiskLimits::default(),
            cleanup: true,
            cleanup_excludes: Vec::new(),
        }
    }
}

/// An image that is here in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Normalised: `docker.io/library/busybox:latest`.
    pub reference: String,
    /// The manifest digest the registry gave for the reference; an index's, if it is one.
    pub digest: String,
    /// Config digest.
    pub id: String,
    /// Unpacked directories for overlayfs, LOWEST first; whiteouts are in its own notation.
    pub layers: Vec<PathBuf>,
    /// What its author wants run.
    pub config: ImageConfig,
    /// Bytes of the files of all its layers.
    pub size_bytes: u64,
}

/// An image in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageInfo {
    /// Config digest.
    pub id: String,
    /// Normalised references that lead to it; none, if others took them over.
    pub references: Vec<String>,
    /// Bytes of the files of all its layers, shared ones included.
    pub size_bytes: u64,
    /// Milliseconds since the epoch of the last pull, look-up or release.
    pub last_used_ms: i64,
    /// Milliseconds since the epoch of the last pull.
    pub pulled_at_ms: i64,
    /// Somebody needs it.
    pub held: bool,
}

/// The image store; clones are the same store.
#[derive(Clone)]
pub struct Images(Arc<Inner>);

type PullKey = (Reference, Option<Credentials>);
type PullFuture = BoxFuture<'static, Result<Image, PullError>>;

/// A pull that somebody waits for.
struct Running {
    pull: WeakShared<PullFuture>,
    progress: Arc<Progress>,
}

impl Running {
    fn upgrade(&self) -> Option<Shared<PullFuture>> {
        self.pull.upgrade().filter(|pull| pull.peek().is_none())
    }
}

pub(crate) struct Inner {
    pub(crate) options: Options,
    pub(crate) http: Http,
    pub(crate) layers: Arc<Layers>,
    pub(crate) index: Index,
    pub(crate) state: Mutex<State>,
    pulls: Mutex<HashMap<PullKey, Running>>,
    /// [`Options::cleanup_excludes`], normalised.
    pub(crate) excluded: BTreeSet<String>,
    /// Locked for as long as this store lives.
    _lock: fs::File,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) images: BTreeMap<String, Known>,
    /// Image id to the number of its holds.
    pub(crate) holds: HashMap<String, usize>,
    /// Chain id to the number of pulls that count on it.
    pins: HashMap<String, usize>,
}

#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) record: Record,
    config: ImageConfig,
}

/// Keeps an image from being removed until dropped.
pub struct Hold {
    inner: Arc<Inner>,
    id: String,
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut state = self.inner.state.lock();
        release(&mut state.holds, &self.id);
        if let Some(known) = state.images.get_mut(&self.id) {
            known.record.last_used_ms = SystemClock.now_ms();
        }
    }
}

/// Keeps layers from being removed while a pull counts on them.
pub(crate) struct Pins<'a> {
    inner: &'a Inner,
    chain_ids: Vec<String>,
}

impl Drop for Pins<'_> {
    fn drop(&mut self) {
        let mut state = self.inner.state.lock();
        for chain_id in &self.chain_ids {
            release(&mut state.pins, chain_id);
        }
    }
}

impl Images {
    /// Opens the store, making its directory if need be. What a former life left half done is
    /// removed; what it left damaged is forgotten.
    ///
    /// # Errors
    /// [`OpenError`] if another process has it open or the directory cannot be used.
    pub async fn open(options: Options) -> Result<Self, OpenError> {
        let http = Http::new(options.inactivity_timeout)?;
        let work = tokio::task::spawn_blocking(move || Inner::open(options, http));
        let inner = work.await.unwrap_or_else(|panic| {
            Err(OpenError::Io {
                path: PathBuf::new(),
                source: io::Error::other(panic),
            })
        })?;
        Ok(Self(Arc::new(inner)))
    }

    /// The digest the registry has for a reference, `sha256:<hex>`; nothing is pulled.
    ///
    /// # Errors
    /// [`PullError`] as for [`Images::pull`].
    pub async fn resolve(
        &self,
        reference: &str,
        auth: Option<&Credentials>,
    ) -> Result<String, PullError> {
        let reference = Reference::parse(reference)?;
        pull::resolve(&self.0, &reference, auth).await
    }

    /// Pulls an image, or what of it is missing. Concurrent pulls of one reference with the same
    /// credentials are one pull; it ends when all who wait for it are gone.
    ///
    /// # Errors
    /// [`PullError`], whose text is fit for a task's reason.
    pub async fn pull(
        &self,
        reference: &str,
        auth: Option<&Credentials>,
    ) -> Result<Image, PullError> {
        let reference = Reference::parse(reference)?;
        let shared = self.join_pull((reference, auth.cloned()));
        shared.await
    }

    /// What a former pull of this reference gave, if it is still here in full.
    #[must_use]
    pub fn local(&self, reference: &str) -> Option<Image> {
        self.0.local(&Reference::parse(reference).ok()?)
    }

    /// The pulls under way, in order of their references.
    #[must_use]
    pub fn pulls(&self) -> Vec<PullStatus> {
        let pulls = self.0.pulls.lock();
        let running = pulls.values().filter(|it| it.upgrade().is_some());
        let mut all: Vec<_> = running.map(|it| it.progress.status()).collect();
        all.sort_by(|a, b| (&a.reference, a.started_at_ms).cmp(&(&b.reference, b.started_at_ms)));
        all
    }

    /// Removes unused images, whatever their age, while the disk has less room than
    /// [`DiskLimits::clean_below_bytes`].
    ///
    /// # Errors
    /// If the file system cannot be asked.
    pub async fn make_room(&self) -> io::Result<()> {
        let inner = Arc::clone(&self.0);
        let work = tokio::task::spawn_blocking(move || inner.make_room(0, Writer::Root));
        work.await
            .unwrap_or_else(|panic| Err(io::Error::other(panic)))?;
        Ok(())
    }

    /// Waits until so many bytes of somebody else than root fit on the disk, as a pull waits for its
    /// own; unused images go for them.
    ///
    /// # Errors
    /// [`NoRoom`] when the wait is over; the outer one if the file system cannot be asked.
    pub async fn await_room(
        &self,
        what: &str,
        needed_bytes: u64,
    ) -> io::Result<Result<(), NoRoom>> {
        self.0
            .await_bytes(what, needed_bytes, Writer::Anybody)
            .await
    }

    /// All images here.
    #[must_use]
    pub fn images(&self) -> Vec<ImageInfo> {
        let state = self.0.state.lock();
        let known = state.images.values();
        known.map(|known| state.describe(&known.record)).collect()
    }

    /// Keeps an image until the hold is dropped.
    #[must_use]
    pub fn hold(&self, image: &Image) -> Hold {
        let mut state = self.0.state.lock();
        *state.holds.entry(image.id.clone()).or_default() += 1;
        if let Some(known) = state.images.get_mut(&image.id) {
            known.record.last_used_ms = SystemClock.now_ms();
        }
        Hold {
            inner: Arc::clone(&self.0),
            id: image.id.clone(),
        }
    }

    /// Removes an image and the layers nobody else needs.
    ///
    /// # Errors
    /// [`RemoveError::Held`] while somebody holds it.
    pub async fn remove(&self, id: &str) -> Result<(), RemoveError> {
        let (inner, owned) = (Arc::clone(&self.0), id.to_owned());
        let work = tokio::task::spawn_blocking(move || inner.remove(&owned));
        work.await.unwrap_or_else(|panic| {
            Err(RemoveError::Io {
                id: id.to_owned(),
                source: io::Error::other(panic),
            })
        })
    }

    /// Removes images nobody holds, least recently used first, and layers that belong to none.
    /// Returns the images removed. `now_ms` is in milliseconds since the epoch.
    pub async fn cleanup(&self, policy: CleanupPolicy, now_ms: i64) -> Vec<ImageInfo> {
        let inner = Arc::clone(&self.0);
        let work = tokio::task::spawn_blocking(move || inner.cleanup(policy, now_ms));
        work.await.unwrap_or_default()
    }

    fn join_pull(&self, key: PullKey) -> Shared<PullFuture> {
        let mut pulls = self.0.pulls.lock();
        pulls.retain(|_, running| running.upgrade().is_some());
        if let Some(running) = pulls.get(&key).and_then(Running::upgrade) {
            return running;
        }
        let (inner, (reference, auth)) = (Arc::clone(&self.0), key.clone());
        let limit = inner.options.pull_timeout;
        let progress = Progress::new(reference.to_string(), SystemClock.now_ms());
        let progress = Arc::new(progress);
        let of_pull = Arc::clone(&progress);
        let future: PullFuture = async move {
            let work = pull::pull(&inner, &reference, auth.as_ref(), &of_pull);
            let outcome = tokio::time::timeout(limit, work).await;
            let step = "pulled";
            outcome.unwrap_or(Err(PullError::TimedOut { step, limit }))
        }
        .boxed();
        let shared = future.shared();
        if let Some(pull) = shared.downgrade() {
            pulls.insert(key, Running { pull, progress });
        }
        shared
    }
}

impl State {
    pub(crate) fn describe(&self, record: &Record) -> ImageInfo {
        ImageInfo {
            id: record.id.clone(),
            references: record.references.keys().cloned().collect(),
            size_bytes: record.size_bytes,
            last_used_ms: record.last_used_ms,
            pulled_at_ms: record.pulled_at_ms,
            held: self.holds.contains_key(&record.id),
        }
    }

    pub(crate) fn needs_layer(&self, chain_id: &str) -> bool {
        let mut records = self.images.values().map(|known| &known.record);
        self.pins.contains_key(chain_id)
            || records.any(|record| record.layers.iter().any(|layer| layer == chain_id))
    }
}

impl Inner {
    fn open(options: Options, http: Http) -> Result<Self, OpenError> {
        let dir = options.dir.clone();
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| OpenError::Io { path, source }
        };
        let (layers, tmp) = (dir.join("layers"), dir.join("tmp"));
        let (images, blobs) = (dir.join("images"), dir.join("blobs/sha256"));
        fs::create_dir_all(&dir).map_err(at(&dir))?;
        // Layers hold setuid programs; nobody but root walks in.
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        fs::set_permissions(&dir, private).map_err(at(&dir))?;
        let lock = fs::File::create(dir.join("lock")).map_err(at(&dir))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(OpenError::InUse(dir)),
            Err(fs::TryLockError::Error(source)) => return Err(at(&dir)(source)),
        }
        match fs::remove_dir_all(&tmp) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&tmp)(error)),
            _ => {}
        }
        for path in [&layers, &tmp, &images, &blobs] {
            fs::create_dir_all(path).map_err(at(path))?;
        }
        let excluded = options.cleanup_excludes.iter();
        let excluded = excluded.filter_map(|it| Some(Reference::parse(it).ok()?.to_string()));
        let inner = Self {
            excluded: excluded.collect(),
            options,
            http,
            layers: Arc::new(Layers::new(layers, tmp)),
            index: Index::new(images.clone(), blobs),
            state: Mutex::default(),
            pulls: Mutex::default(),
            _lock: lock,
        };
        inner.load().map_err(at(&images))?;
        Ok(inner)
    }

    fn load(&self) -> io::Result<()> {
        let mut state = self.state.lock();
        for record in self.index.load()? {
            let config = self.index.blob(&record.id);
            let config = config.and_then(|bytes| config::parse(&bytes).ok());
            match config {
                Some((config, _)) if self.is_whole(&record) => {
                    state
                        .images
                        .insert(record.id.clone(), Known { record, config });
                }
                _ => {
                    tracing::warn!(id = record.id, "image is not whole, forgotten");
                    self.index.forget(&record.id)?;
                }
            }
        }
        // A stop between two records may leave a reference with both; the newer is right.
        let mut newest: HashMap<String, i64> = HashMap::new();
        for known in state.images.values() {
            for (reference, named) in &known.record.references {
                let at = newest.entry(reference.clone()).or_insert(named.at_ms);
                *at = named.at_ms.max(*at);
            }
        }
        for known in state.images.values_mut() {
            let references = &mut known.record.references;
            references.retain(|reference, named| newest.get(reference) == Some(&named.at_ms));
        }
        self.sweep_blobs(&state)
    }

    pub(crate) fn sweep_blobs(&self, state: &State) -> io::Result<()> {
        let mut kept: std::collections::HashSet<&str> = std::collections::HashSet::new();
        for known in state.images.values() {
            kept.extend(known.record.blobs.iter().map(String::as_str));
        }
        self.index.sweep_blobs(|digest| kept.contains(digest))
    }

    fn is_whole(&self, record: &Record) -> bool {
        let mut layers = record.layers.iter();
        layers.all(|chain_id| self.layers.info(chain_id).is_some())
    }

    /// Looks at the layers of the images that `wanted` picks, without keeping others from the store.
    fn look_at(&self, wanted: impl Fn(&Record) -> bool) {
        let state = self.state.lock();
        let records = state.images.values().map(|known| &known.record);
        let records = records.filter(|record| wanted(record));
        let layers: Vec<String> = records.flat_map(|it| it.layers.clone()).collect();
        drop(state);
        for chain_id in layers {
            self.layers.look_at(&chain_id);
        }
    }

    fn local(&self, reference: &Reference) -> Option<Image> {
        let (whole, wanted) = (reference.to_string(), reference.digest());
        self.look_at(|record| {
            record.references.contains_key(&whole)
                || wanted
                    .is_some_and(|digest| record.references.values().any(|it| it.digest == digest))
        });
        let mut state = self.state.lock();
        let name = reference.to_string();
        let found = state.images.values().find_map(|known| {
            let references = &known.record.references;
            if let Some(named) = references.get(&name) {
                return Some((known.record.id.clone(), named.digest.clone()));
            }
            // By digest, whatever the tag was.
            let wanted = reference.digest()?;
            references.iter().find_map(|(name, named)| {
                let same = named.digest == wanted
                    && Reference::parse(name).is_ok_and(|name| name.same_repository(reference));
                same.then(|| (known.record.id.clone(), named.digest.clone()))
            })
        });
        let (id, digest) = found?;
        let known = state.images.get_mut(&id)?;
        if !self.is_whole(&known.record) {
            self.drop_damaged(&mut state, &id);
            return None;
        }
        known.record.last_used_ms = SystemClock.now_ms();
        Some(self.image(known, name, digest))
    }

    fn drop_damaged(&self, state: &mut State, id: &str) {
        tracing::warn!(id, "image is not whole any more, forgotten");
        state.images.remove(id);
        if let Err(error) = self.index.forget(id) {
            tracing::warn!(id, %error, "image record stays");
        }
    }

    fn image(&self, known: &Known, reference: String, digest: String) -> Image {
        let record = &known.record;
        let visible = record.layers.iter().skip(record.hidden_layers);
        Image {
            reference,
            digest,
            id: record.id.clone(),
            layers: visible.map(|chain_id| self.layers.path(chain_id)).collect(),
            config: known.config.clone(),
            size_bytes: record.size_bytes,
        }
    }

    /// The image of a manifest that was pulled before; the reference leads to it from now on.
    pub(crate) async fn known(
        self: &Arc<Self>,
        reference: &Reference,
        digest: &str,
        manifest: &str,
    ) -> Result<Option<Image>, PullError> {
        let (inner, manifest) = (Arc::clone(self), manifest.to_owned());
        let (reference, digest) = (reference.to_string(), digest.to_owned());
        blocking(move || {
            inner.look_at(|record| record.manifest == manifest);
            let mut state = inner.state.lock();
            let mut images = state.images.values();
            let found = images.find(|known| known.record.manifest == manifest);
            let Some(mut known) = found.cloned() else {
                return Ok(None);
            };
            if !inner.is_whole(&known.record) {
                inner.drop_damaged(&mut state, &known.record.id);
                return Ok(None);
            }
            known.record.pulled_at_ms = SystemClock.now_ms();
            known.record.last_used_ms = known.record.pulled_at_ms;
            inner.point(&mut state, known, reference, digest).map(Some)
        })
        .await
    }

    /// Keeps what a pull brought.
    pub(crate) async fn remember(
        self: &Arc<Self>,
        reference: &Reference,
        pulled: Pulled,
    ) -> Result<Image, PullError> {
        let (inner, reference) = (Arc::clone(self), reference.to_string());
        blocking(move || {
            let mut state = inner.state.lock();
            let now_ms = SystemClock.now_ms();
            let mut record = Record::new(pulled.id.clone(), pulled.manifest, now_ms);
            for (index, chain_id) in pulled.layers.iter().enumerate() {
                let info = inner.layers.info(chain_id).ok_or_else(|| {
                    io::Error::other(format!("layer {chain_id} disappeared during the pull"))
                })?;
                record.size_bytes += info.size_bytes;
                if info.opaque_root {
                    record.hidden_layers = index;
                }
            }
            record.layers = pulled.layers;
            for (digest, bytes) in &pulled.blobs {
                inner.index.save_blob(digest, bytes)?;
                record.blobs.push(digest.clone());
            }
            // The same config under another manifest, for instance compressed otherwise.
            if let Some(former) = state.images.get(&pulled.id) {
                record.references = former.record.references.clone();
                record.blobs.extend(former.record.blobs.iter().cloned());
                record.blobs.sort();
                record.blobs.dedup();
            }
            let config = pulled.config;
            let known = Known { record, config };
            inner.point(&mut state, known, reference, pulled.digest)
        })
        .await
    }

    /// Keeps an image's record and lets a reference lead to it, and to no other.
    fn point(
        &self,
        state: &mut State,
        mut known: Known,
        reference: String,
        digest: String,
    ) -> io::Result<Image> {
        let named = Named {
            digest: digest.clone(),
            at_ms: SystemClock.now_ms(),
        };
        known.record.references.insert(reference.clone(), named);
        self.index.save(&known.record)?;
        let image = self.image(&known, reference.clone(), digest);
        state.images.insert(known.record.id.clone(), known);
        for other in state.images.values_mut() {
            if other.record.id != image.id && other.record.references.remove(&reference).is_some() {
                self.index.save(&other.record)?;
            }
        }
        Ok(image)
    }

    /// Keeps layers for as long as the answer lives, there already or not.
    pub(crate) fn pin(&self, chain_ids: &[String]) -> Pins<'_> {
        let mut state = self.state.lock();
        for chain_id in chain_ids {
            *state.pins.entry(chain_id.clone()).or_default() += 1;
        }
        Pins {
            inner: self,
            chain_ids: chain_ids.to_vec(),
        }
    }
}

fn release(counts: &mut HashMap<String, usize>, key: &str) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, PullError> {
    let outcome = tokio::task::spawn_blocking(work).await;
    let outcome = outcome.unwrap_or_else(|panic| Err(io::Error::other(panic)));
    outcome.map_err(|error| PullError::store("record image", &error))
}
