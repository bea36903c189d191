<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What the shop does about a message. */
enum MessageAction
{
    /** Records it, and completes its order. */
    case Complete;

    /** Records it, and changes nothing. */
    case Ignore;

    /** Links its order; remembered by its id, and in no page of the history. */
    case Link;

    /** Reads, and answers: whether the connection works, or what became of messages and invoices. */
    case Answer;
}
