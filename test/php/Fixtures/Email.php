<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

/** WC_Email, as far as an email of a plug-in goes: keeps what it is to send. */
class Email
{
    public string $id = '';
    public string $title = '';
    public string $description = '';
    /** @var string */
    public $email_group = '';
    public ?string $template_base = null;
    public string $template_html = '';
    public string $template_plain = '';
    public string $recipient = '';
    /** @var array<string, string> */
    public array $placeholders = [];
    /** @var array<string, mixed> */
    public array $form_fields = [];

    /** @var list<array{to: string, subject: string, content: string}> */
    public static array $sent = [];
    public static bool $refuses = false;
    public static bool $enabled = true;
    /** Called while one is being sent. */
    public static ?\Closure $meanwhile = null;

    public function __construct()
    {
        $this->init_form_fields();
    }

    // phpcs:disable PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's names.

    public function init_form_fields()
    {
        $this->form_fields = ['enabled' => [], 'subject' => []];
    }

    public function get_option(string $name): string
    {
        return '';
    }

    public function is_enabled(): bool
    {
        return self::$enabled;
    }

    public function get_recipient(): string
    {
        return $this->recipient;
    }

    public function get_subject(): string
    {
        return $this->get_default_subject();
    }

    public function get_heading(): string
    {
        return $this->get_default_heading();
    }

    public function get_additional_content(): string
    {
        return '';
    }

    public function get_content(): string
    {
        return $this->get_content_plain();
    }

    public function get_headers(): string
    {
        return '';
    }

    /** @return list<string> */
    public function get_attachments(): array
    {
        return [];
    }

    public function setup_locale(): void
    {
    }

    public function restore_locale(): void
    {
    }

    public function send(string $to, string $subject, string $content): bool
    {
        self::$meanwhile === null || (self::$meanwhile)();
        if (self::$refuses) {
            return false;
        }
        self::$sent[] = compact('to', 'subject', 'content');
        return true;
    }
}
