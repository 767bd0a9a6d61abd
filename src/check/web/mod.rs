//! The finished pages as rules for the web see them. Enter at [`WebPage`] and [`KeptPages`].

pub(crate) mod address;
mod fault;
mod kept;
pub(crate) mod link_register;
mod page;
mod tags;

pub(crate) use fault::{GatheredFaults, PageFault, pinpoint};
pub(crate) use kept::{KeptPages, PageFindings, PageIds, PageLoad, SiteLink};
pub(crate) use page::has_anchor;
pub(crate) use page::{WebPage, text};
pub(crate) use tags::{Tag, TagPiece};
